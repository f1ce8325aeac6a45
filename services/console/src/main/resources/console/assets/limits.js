// Limits begin anew; the kill switch, after a question.
import { api } from './api.js';
import { once } from './once.js';

export function limits() {
  const dialog = document.getElementById('confirm');
  const words = document.getElementById('confirm-text');
  let wanted = null;

  function ask(text, work) {
    wanted = work;
    words.textContent = text;
    dialog.showModal();
  }
  dialog.addEventListener('close', async () => {
    if (dialog.returnValue === 'yes' && wanted) await wanted();
    wanted = null;
  });
  const reload = (done) => { if (done) location.reload(); };

  document.getElementById('limits')?.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-limit]');
    if (!button) return;
    const { limit, measure } = button.dataset;
    ask(`Begin the ${measure} of ${limit} anew? What was used is forgotten.`, async () =>
      reload(await once(button, () => api('POST', '/api/limits/reset', { limit, measure }), `${limit}: begun anew.`)));
  });

  document.getElementById('bars').addEventListener('click', (event) => {
    const button = event.target.closest('button[data-bar]');
    if (!button) return;
    ask('Let them call out again?', async () =>
      reload(await once(button, () => api('DELETE', `/api/documents/Bar/${encodeURIComponent(button.dataset.bar)}`), 'Calls go on.')));
  });

  const form = document.getElementById('stop');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const whom = form.whom.value.trim() || '*';
    const name = whom === '*' ? 'kill-switch' : `stop-${whom.replace(/[^a-z0-9.]+/g, '-')}`.slice(0, 63);
    const bar = { kind: 'Bar', name, bar: { on: [whom], reason: form.reason.value.trim() } };
    ask(`Stop ${whom === '*' ? 'everybody' : whom} from calling out, now? Calls under way end at once; emergency calls go on.`, async () =>
      reload(await once(form.querySelector('[type=submit]'), () => api('PUT', `/api/documents/Bar/${encodeURIComponent(name)}`, bar), 'Stopped.')));
  });
}

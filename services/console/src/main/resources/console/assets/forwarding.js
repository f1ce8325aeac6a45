// Call forwarding of a SIM line: what the network said last, asked for anew and changed. It takes its time.
import { api } from './api.js';
import { toast } from './toast.js';

const REASONS = { unconditional: 'Always', busy: 'Busy', 'no-answer': 'Nobody answers', 'not-reachable': 'Not reachable' };

export function forwarding(name) {
  const section = document.getElementById('forwarding');
  if (!section) return;
  const path = `/api/lines/${encodeURIComponent(name)}`;
  const form = section.querySelector('form');
  const ask = document.getElementById('forward-ask');
  const shown = document.getElementById('forwards');
  const known = {};

  function draw() {
    shown.replaceChildren();
    for (const [reason, words] of Object.entries(REASONS)) {
      const row = document.createElement('div');
      const term = document.createElement('dt');
      const fact = document.createElement('dd');
      term.textContent = words;
      fact.textContent = known[reason] ?? 'not asked yet';
      fact.dataset.reason = reason;
      row.append(term, fact);
      shown.append(row);
    }
  }

  function take({ forwards = [] }) {
    for (const each of forwards) {
      const reason = each.reason.replace('FORWARD_REASON_', '').toLowerCase().replace('_', '-');
      known[reason] = !each.number ? 'off' : each.number + (each.noAnswerSeconds ? ` after ${each.noAnswerSeconds} s` : '');
    }
    draw();
  }

  async function during(work) {
    const buttons = section.querySelectorAll('button');
    buttons.forEach((button) => { button.disabled = true; });
    section.setAttribute('aria-busy', 'true');
    try {
      take(await work());
    } catch (error) {
      toast(error.message, true);
    } finally {
      section.removeAttribute('aria-busy');
      buttons.forEach((button) => { button.disabled = false; });
    }
  }

  form.reason.addEventListener('change', () => {
    document.getElementById('forward-after').hidden = form.reason.value !== 'no-answer';
  });
  ask.addEventListener('click', () => during(() => api('GET', `${path}/forwarding`)));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const number = form.number.value.trim();
    const noAnswerSeconds = form.reason.value === 'no-answer' && number !== '' ? Number(form.seconds.value) : 0;
    during(() => api('PUT', `${path}/forwarding/${form.reason.value}`, { number, noAnswerSeconds }));
  });

  draw();
  api('GET', path).then(({ status = {} }) => {
    for (const reason of Object.keys(REASONS)) {
      const words = status.identity?.[`forward-${reason}`];
      if (words) known[reason] = words;
    }
    draw();
  }, () => {});
}

// The board: sections come drawn from the server whenever they change; buttons and forms go to the REST interface.
import { api } from './api.js';
import { follow } from './feed.js';
import { localTimes } from './time.js';
import { measure } from './sms.js';
import { act, once } from './once.js';

const SECTIONS = ['services', 'lines', 'calls', 'extensions', 'trunks', 'messages', 'records'];

export function board() {
  follow('/live', Object.fromEntries(SECTIONS.map((id) => [id, (html) => replace(document.getElementById(id), html)])));
  document.addEventListener('click', onClick);
  placeForm(document.getElementById('place'));
  sendForm(document.getElementById('send'));
}

// Keeps the focus and open menus where they were.
function replace(section, html) {
  const focused = section.contains(document.activeElement) ? document.activeElement.id || document.activeElement.closest('[id]')?.id : null;
  const open = [...section.querySelectorAll('details[open][id]')].map((details) => details.id);
  const checked = [...section.querySelectorAll('input[type=checkbox][id]:checked')].map((box) => box.id);
  section.innerHTML = html;
  checked.forEach((id) => { const box = document.getElementById(id); if (box) box.checked = true; });
  open.forEach((id) => document.getElementById(id)?.setAttribute('open', ''));
  if (focused && focused !== section.id) {
    const element = document.getElementById(focused);
    (element?.matches('button,a') ? element : element?.querySelector('summary,button,a'))?.focus();
  }
  localTimes(section);
}

async function onClick(event) {
  document.querySelectorAll('details.menu[open]').forEach((menu) => { if (!menu.contains(event.target)) menu.removeAttribute('open'); });
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.hangUp) {
    await once(button, () => api('DELETE', `/api/calls/${encodeURIComponent(button.dataset.hangUp)}`), 'Hanging up.');
  } else if (button.dataset.record) {
    await once(button, () => api('POST', `/api/calls/${encodeURIComponent(button.dataset.record)}/recording`), 'The call is recorded.');
  } else if (button.dataset.recordStop) {
    await once(button, () => api('DELETE', `/api/calls/${encodeURIComponent(button.dataset.recordStop)}/recording`), 'The recording has ended.');
  } else if (button.dataset.restore) {
    await restore(button, { lines: [button.dataset.restore] });
  } else if (button.dataset.restoreSubject) {
    await restore(button, { subjects: [button.dataset.restoreSubject] });
  } else if ('restoreSelected' in button.dataset) {
    const lines = [...document.querySelectorAll('input[name=restore]:checked')].map((box) => box.value);
    if (lines.length > 0) await restore(button, { lines });
  } else if (button.dataset.action) {
    button.closest('details')?.removeAttribute('open');
    await act(button);
  }
}

// Takes back what run policies and limits have done.
async function restore(button, wanted) {
  const names = Object.values(wanted).flat().join(', ');
  await once(button, () => api('POST', '/api/policies/restore', wanted), `${names}: restored.`);
}

function placeForm(form) {
  if (!form) return;
  const dial = form.querySelector('.dial');
  const onLine = () => form.from.value.startsWith('line/') && form.from.selectedOptions[0].dataset.kind !== 'FXS';
  const update = () => { dial.hidden = !onLine(); form.fromNumber.required = onLine(); };
  form.from.addEventListener('change', update);
  update();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const [kind, name] = form.from.value.split('/');
    const from = kind === 'line' ? { line: { line: name, number: onLine() ? form.fromNumber.value.trim() : '' } } : { extension: name };
    const request = { from, to: { number: form.to.value.trim() } };
    await once(form.querySelector('[type=submit]'), () => api('POST', '/api/calls', request), `Calling ${name} …`);
  });
}

function sendForm(form) {
  if (!form) return;
  const count = document.getElementById('count');
  const update = () => {
    const { alphabet, units, parts, limit } = measure(form.text.value);
    count.textContent = parts === 0 ? '0 characters' : `${units} of ${limit} characters, ${alphabet}, ${parts} ${parts === 1 ? 'message' : 'messages'}`;
  };
  form.text.addEventListener('input', update);
  update();
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const request = { to: form.to.value.trim(), text: form.text.value, line: form.line.value, deliveryReport: form.report.checked };
    if (form.flash.checked) request.messageClass = 0;
    if (form.validity.value !== '') request.validityMinutes = Number(form.validity.value);
    if (await once(form.querySelector('[type=submit]'), () => api('POST', '/api/messages', request), `Message to ${request.to} accepted.`)) {
      form.text.value = '';
      update();
    }
  });
}

// What can be done about the mobile calls of a line's call.
import { api } from './api.js';
import { once } from './once.js';

export function holds(name) {
  document.getElementById('holds')?.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-hold]');
    if (!button) return;
    const action = button.dataset.hold;
    once(button, () => api('POST', `/api/lines/${encodeURIComponent(name)}/calls`, { action }), `${name}: ${action} done.`);
  });
}

// A button that does one thing at a time and says what became of it.
import { api } from './api.js';
import { toast } from './toast.js';

export async function once(button, work, done) {
  button.disabled = true;
  try {
    await work();
    toast(done);
    return true;
  } catch (error) {
    toast(error.message, true);
    return false;
  } finally {
    button.disabled = false;
  }
}

// What its data-action says, to the line that its data-line names.
export function act(button) {
  const { line, action } = button.dataset;
  return once(button, () => api('POST', `/api/lines/${encodeURIComponent(line)}/actions`, { action }), `${line}: ${action} done.`);
}

// The audio test of a line: asked for, waited for, told.
import { api } from './api.js';
import { toast } from './toast.js';

export function audioTest(name) {
  const form = document.getElementById('audio-test');
  if (!form) return;
  const button = form.querySelector('[type=submit]');
  const result = document.getElementById('audio-result');

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    result.hidden = false;
    result.textContent = 'being tested …';
    try {
      const { passed = false, words = '' } =
        await api('POST', `/api/lines/${encodeURIComponent(name)}/audio-test`, { number: form.number.value });
      result.textContent = `${passed ? 'passed' : 'failed'}: ${words}`;
    } catch (error) {
      result.textContent = 'not tested';
      toast(error.message, true);
    } finally {
      button.disabled = false;
    }
  });
}

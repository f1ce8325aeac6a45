// One document: save, delete, and what is wrong with it.
import { api } from './api.js';
import { toast } from './toast.js';

export function editor() {
  const form = document.getElementById('edit');
  const problems = document.getElementById('problems');
  const text = form.querySelector('textarea');
  let saved = text.value;
  window.addEventListener('beforeunload', (event) => { if (text.value !== saved) event.preventDefault(); });
  text.addEventListener('keydown', (event) => { if (event.key === 's' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); } });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('[type=submit]');
    button.disabled = true;
    show([]);
    try {
      const { kind, name } = address();
      await api('PUT', `/api/documents/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`, text.value, 'application/yaml');
      saved = text.value;
      location.assign(`/documents/${kind}/${name}`);
    } catch (error) {
      show(error.message.split('\n'));
    } finally {
      button.disabled = false;
    }
  });

  // The address of a new document is in its text.
  function address() {
    if (form.dataset.name) return form.dataset;
    const word = (key) => text.value.match(new RegExp(`^${key}:[ \\t]*["']?([^"'\\s#]+)`, 'm'))?.[1] ?? '';
    const found = { kind: word('kind'), name: word('name') };
    if (!found.kind || !found.name) throw new Error('Give the document a kind and a name.');
    return found;
  }

  function show(lines) {
    problems.replaceChildren();
    if (lines.length === 0) return;
    const box = document.createElement('p');
    box.className = 'problem';
    box.textContent = lines.join('\n');
    problems.append(box);
  }

  const dialog = document.getElementById('confirm');
  document.getElementById('delete')?.addEventListener('click', () => dialog.showModal());
  dialog?.addEventListener('close', async () => {
    if (dialog.returnValue !== 'yes') return;
    try {
      await api('DELETE', `/api/documents/${encodeURIComponent(form.dataset.kind)}/${encodeURIComponent(form.dataset.name)}`);
      saved = text.value;
      location.assign('/documents');
    } catch (error) {
      show(error.message.split('\n'));
      toast('Not deleted.', true);
    }
  });
}

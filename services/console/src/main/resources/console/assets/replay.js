// Asks which of the last calls would go elsewhere, and shows them.
import { api } from './api.js';
import { localTimes } from './time.js';

export function replay() {
  const form = document.getElementById('replay');
  const bar = document.getElementById('progress');
  const problem = document.getElementById('problem');
  const outcome = document.getElementById('outcome');
  const summary = document.getElementById('summary');
  const rows = document.getElementById('differences');
  let running = false;

  form.files.addEventListener('change', async () => {
    const texts = await Promise.all([...form.files.files].map((file) => file.text()));
    form.documents.value = texts.join('\n---\n');
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (running) return;
    running = true;
    begin(true);
    try {
      const answer = await api('POST', '/api/replay', { documents: form.documents.value, calls: Number(form.last.value) });
      answer.differences.forEach(show);
      localTimes(rows);
      summary.textContent = `${answer.differences.length} of ${answer.asked} calls would go elsewhere`;
      outcome.hidden = false;
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    } finally {
      running = false;
      begin(false);
    }
  });

  function begin(now) {
    form.querySelector('[type=submit]').disabled = now;
    bar.hidden = !now;
    if (!now) return;
    problem.hidden = true;
    outcome.hidden = true;
    rows.replaceChildren();
    rows.closest('table').hidden = true;
  }

  function show(difference) {
    const row = document.createElement('tr');
    const time = document.createElement('time');
    time.dateTime = difference.at;
    time.title = difference.at;
    time.textContent = difference.at;
    const cells = [['Time', time], ['Call', `${difference.origin} → ${difference.called}`], ['Was', difference.was], ['Would be', difference.now]];
    for (const [label, content] of cells) {
      const cell = document.createElement('td');
      cell.dataset.label = label;
      cell.append(content);
      row.append(cell);
    }
    rows.append(row);
    rows.closest('table').hidden = false;
  }
}

// Asks page by page which of the last calls would go elsewhere, and shows them as they are found.
import { api } from './api.js';
import { localTimes } from './time.js';

const PAGE = 500;

export function replay() {
  const form = document.getElementById('replay');
  const stop = document.getElementById('stop');
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
  stop.addEventListener('click', () => { running = false; });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (running) return;
    running = true;
    begin(true);
    let asked = 0;
    let elsewhere = 0;
    try {
      const last = Number(form.last.value);
      let after = '';
      do {
        const answer = await api('POST', '/api/replay', { documents: form.documents.value, calls: Math.min(PAGE, last - asked), after });
        asked += answer.asked;
        elsewhere += answer.differences.length;
        answer.differences.forEach(show);
        localTimes(rows);
        bar.value = asked / last;
        summary.textContent = `${elsewhere} of ${asked} calls would go elsewhere`;
        outcome.hidden = false;
        after = answer.next;
      } while (running && after && asked < last);
      if (!running) summary.textContent += ' (stopped)';
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
    stop.hidden = !now;
    bar.hidden = !now;
    if (!now) return;
    bar.value = 0;
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

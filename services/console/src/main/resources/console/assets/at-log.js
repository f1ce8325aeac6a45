// The AT log of a line, asked for once a second while it is watched.
import { api } from './api.js';
import { toast } from './toast.js';

const SHOWN = 1000;

export function atLog(name) {
  const log = document.getElementById('at-log');
  if (!log) return;
  const watch = document.getElementById('at-watch');
  const whole = document.getElementById('at-whole');
  const file = watch.parentElement.querySelector('a[download]');
  const path = `/api/lines/${encodeURIComponent(name)}/at-log`;
  let after = 0;
  let timer = 0;

  async function read() {
    try {
      const { entries = [] } = await api('GET', `${path}?after=${after}&whole=${whole.checked}`);
      if (!watching()) return;
      const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
      for (const entry of entries) add(entry);
      while (log.childElementCount > SHOWN) log.firstElementChild.remove();
      if (atEnd) log.scrollTop = log.scrollHeight;
      timer = setTimeout(read, 1000);
    } catch (error) {
      toast(error.message, true);
      end();
    }
  }

  function add(entry) {
    after = Number(entry.sequence);
    const row = document.createElement('span');
    row.className = entry.sent ? 'sent' : 'came';
    row.textContent = `${new Date(entry.at).toLocaleTimeString([], { hour12: false })} ${entry.sent ? '>' : '<'} ${entry.text ?? ''}\n`;
    log.append(row);
  }

  const watching = () => watch.getAttribute('aria-pressed') === 'true';

  function begin() {
    watch.setAttribute('aria-pressed', 'true');
    watch.textContent = 'Stop';
    log.hidden = false;
    log.replaceChildren();
    after = 0;
    read();
  }

  function end() {
    clearTimeout(timer);
    watch.setAttribute('aria-pressed', 'false');
    watch.textContent = 'Watch';
  }

  watch.addEventListener('click', () => (watching() ? end() : begin()));
  whole.addEventListener('change', () => {
    file.href = `${path}/file?whole=${whole.checked}`;
    if (watching()) {
      end();
      begin();
    }
  });
}

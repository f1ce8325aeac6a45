// The base stations that a line hears, asked for every five seconds while they are watched.
import { api } from './api.js';
import { toast } from './toast.js';

export function cells(name) {
  const watch = document.getElementById('cells-watch');
  if (!watch) return;
  const body = document.getElementById('cells');
  let timer = 0;

  const watching = () => watch.getAttribute('aria-pressed') === 'true';

  async function look() {
    try {
      const { cells: heard = [] } = await api('GET', `/api/lines/${encodeURIComponent(name)}/cells`);
      if (!watching()) return;
      body.replaceChildren(...(heard.length ? heard.map(row) : [nothing()]));
      body.parentElement.hidden = false;
      timer = setTimeout(look, 5000);
    } catch (error) {
      toast(error.message, true);
      set(false);
    }
  }

  function set(on) {
    clearTimeout(timer);
    watch.setAttribute('aria-pressed', String(on));
    watch.textContent = on ? 'Stop' : 'Watch';
    if (on) look();
  }

  watch.addEventListener('click', () => set(!watching()));
}

function nothing() {
  const line = document.createElement('tr');
  const cell = line.insertCell();
  cell.colSpan = 5;
  cell.textContent = 'No station is heard.';
  return line;
}

function row(station) {
  const line = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = `${station.technology} ${station.channel ?? 0}`;
  if (station.serving) {
    const tag = document.createElement('span');
    tag.className = 'tag';
    tag.textContent = 'serving';
    head.append(' ', tag);
  }
  line.append(head);
  add(line, 'Level', station.levelDbm ? `${station.levelDbm} dBm` : '–');
  add(line, 'Code', station.code ?? '–');
  add(line, 'Band', station.band || '–');
  add(line, 'Area, cell', [station.area, station.cellId].filter(Boolean).join(', ') || '–');
  return line;
}

function add(line, label, text) {
  const cell = line.insertCell();
  cell.dataset.label = label;
  cell.className = 'num';
  cell.textContent = text;
}

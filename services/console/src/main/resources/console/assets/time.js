// The server writes UTC; people read their own clock. The title keeps the ISO form.
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const full = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });

export function localTimes(root) {
  const today = new Date().toDateString();
  root.querySelectorAll('time[datetime]').forEach((time) => {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) { time.textContent = ''; return; }
    const format = time.classList.contains('full') ? full : at.toDateString() === today ? clock : day;
    time.textContent = format.format(at);
  });
  lengths(root);
}

function lengths(root) {
  root.querySelectorAll('[data-since]').forEach((element) => {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(element.dataset.since)) / 1000));
    if (Number.isNaN(seconds)) return;
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    const two = (n) => String(n).padStart(2, '0');
    element.textContent = hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  });
}

// Lengths of live calls count by the browser's own clock; nothing is fetched.
export function tick() {
  setInterval(() => lengths(document), 1000);
}

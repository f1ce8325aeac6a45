// A stream of events that the page lives from; the word #feed tells whether it is there.
import { api } from './api.js';

// heard: by the name of the event, what is done with its data; opened: done whenever the stream begins
export function follow(path, heard, opened = () => {}) {
  const source = new EventSource(path);
  const feed = document.getElementById('feed');
  const show = (word, state) => { feed.textContent = word; feed.className = `feed ${state}`; };
  const again = () => follow(path, heard, opened);
  source.addEventListener('open', () => { show('live', 'live'); opened(); });
  source.addEventListener('error', () => {
    show('reconnecting', 'lost');
    // a browser gives up for good when the answer is not a stream: the session is over, or the server is starting
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => api('GET', '/api/status').then(again, again), 3000);
    }
  });
  Object.entries(heard).forEach(([name, take]) => source.addEventListener(name, (event) => take(event.data)));
}

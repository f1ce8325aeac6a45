// What every page does: local times, toasts, and the parts of the page at hand.
import { localTimes, tick } from './time.js';
import { board } from './board.js';
import { editor } from './editor.js';
import { line } from './line.js';

localTimes(document);
tick();
document.querySelectorAll('[data-back]').forEach((link) =>
  link.addEventListener('click', (event) => { event.preventDefault(); history.back(); }));
const page = document.body.dataset.page;
if (page === 'board') board();
if (page === 'document') editor();
if (page === 'line') line();

// What every page does: local times, toasts, and the parts of the page at hand.
import { localTimes, tick } from './time.js';
import { board } from './board.js';
import { editor } from './editor.js';
import { limits } from './limits.js';
import { line } from './line.js';
import { replay } from './replay.js';

localTimes(document);
tick();
document.querySelectorAll('[data-back]').forEach((link) =>
  link.addEventListener('click', (event) => { event.preventDefault(); history.back(); }));
const page = document.body.dataset.page;
if (page === 'board') board();
if (page === 'document') editor();
if (page === 'line') line();
if (page === 'limits') limits();
if (page === 'replay') replay();

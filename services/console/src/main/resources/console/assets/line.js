// A line: its facts come drawn from the server when it has told something; USSD goes to the REST interface, and what
// the network says comes with the events of the line, whoever asked.
import { api } from './api.js';
import { atLog } from './at-log.js';
import { cells } from './cells.js';
import { follow } from './feed.js';
import { forwarding } from './forwarding.js';
import { audioTest } from './audio-test.js';
import { holds } from './holds.js';
import { act } from './once.js';
import { localTimes } from './time.js';
import { toast } from './toast.js';

const WORDS = {
  USSD_STATE_TERMINATED: 'the network ended it', USSD_STATE_ANSWERED_ELSEWHERE: 'somebody else answered',
  USSD_STATE_NOT_SUPPORTED: 'the network does not know this', USSD_STATE_NETWORK_TIMED_OUT: 'the network timed out',
  USSD_STATE_TIMED_OUT: 'nothing came in time', USSD_STATE_CANCELLED: 'ended', USSD_STATE_LOST: 'the line was lost',
};

export function line() {
  const name = document.getElementById('content').dataset.line;
  const path = `/api/lines/${encodeURIComponent(name)}/ussd`;
  let session = '';

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-action]');
    if (button) act(button);
  });
  watch(name, heard);
  atLog(name);
  cells(name);
  forwarding(name);
  audioTest(name);
  holds(name);
  const form = document.getElementById('ussd');
  if (!form) return;
  const end = document.getElementById('ussd-end');
  const send = form.querySelector('[type=submit]');

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = form.text.value;
    if (text === '') return;
    said('you', text);
    send.disabled = true;
    form.text.value = '';
    try {
      await api('POST', path, { text, session });
    } catch (error) {
      said('gateway', error.message);
      wait('');
    } finally {
      send.disabled = false;
      form.text.focus();
    }
  });

  end.addEventListener('click', async () => {
    try {
      await api('DELETE', `${path}/${encodeURIComponent(session)}`);
    } catch (error) {
      toast(error.message, true);
    }
    wait('');
  });

  // The answer of POST says the same once more; the event is there for dialogues of others, too.
  function heard(ussd) {
    const note = WORDS[ussd.state];
    said('network', [ussd.text, note].filter(Boolean).join(' · '));
    wait(ussd.state === 'USSD_STATE_ANSWER_WANTED' ? ussd.session : '');
  }

  function wait(next) {
    session = next;
    end.hidden = next === '';
    form.text.placeholder = next === '' ? '*100#' : 'your answer';
  }
}

function said(who, text) {
  document.getElementById('silence').hidden = true;
  const item = document.createElement('li');
  item.className = who;
  const by = document.createElement('b');
  by.textContent = who;
  const words = document.createElement('span');
  words.textContent = text;
  item.append(by, words);
  const log = document.getElementById('dialogue');
  log.append(item);
  item.scrollIntoView({ block: 'nearest' });
}

function watch(name, heard) {
  const facts = document.getElementById('facts');
  const draw = async () => {
    const response = await fetch(`/lines/${encodeURIComponent(name)}/facts`, { credentials: 'same-origin' });
    if (response.ok) {
      facts.innerHTML = await response.text();
      localTimes(facts);
    }
  };
  follow('/api/events', {
    line: (data) => { if (JSON.parse(data).line === name) draw(); },
    'line-event': (data) => {
      const { event: happened } = JSON.parse(data);
      if (happened.line === name && happened.ussd) heard(happened.ussd);
    },
  }, draw);
}

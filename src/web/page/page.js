// All that pages do by themselves; without it everything but the live refresh works.
(() => {
'use strict';
const D = document, W = window, $ = id => D.getElementById(id), ticks = e => /^(radio|checkbox)$/.test(e.type), has = f => f.contains(D.activeElement);
const hear = (to, what, how) => to.addEventListener(what, how), later = setTimeout, drafts = () => D.querySelectorAll('form[data-draft]');
var body = D.body, say = $('status');
var shared = 'shared' in body.dataset, RT = 'rt' + (location.port || 80) + ':';
var OUT = RT + 'out', stream, seen = 0, opened = 0, lost = 0, wait = 1000, sending, drafting, told = {}, store = null;
try { store = W.localStorage; store.setItem('rt', '1'); store.removeItem('rt'); } catch (e) { store = null; }
const TIMES = ['Half of the time is left.', 'One minute left.', 'Ten seconds left.'];
function get(k) { try { return store && JSON.parse(store.getItem(k)); } catch (e) { return null; } }
function put(k, v) { try { if (store) { if (!v || !v.length) store.removeItem(k); else store.setItem(k, JSON.stringify(v)); } } catch (e) { tell('This phone keeps no drafts: hand in soon.'); } }
function tell(words, bad) { if (say && say.textContent !== words) say.textContent = words; if (say) say.className = bad ? 'bad' : ''; }
function hour(at) { return new Date(at || Date.now()).toTimeString().slice(0, 5); }
function fresh() { var b = new Uint8Array(16); crypto.getRandomValues(b); return [...b].map(n => (n + 256).toString(16).slice(1)).join(''); }
function fields(form, by) {
  var p = new URLSearchParams();
  new FormData(form).forEach((v, k) => { p.append(k, v); });
  if (by && by.name) p.append(by.name, by.value);
  return p;
}
function draftKey(form) { return RT + form.dataset.key; }
function typed(form) {
  return [...form].some(e => ticks(e) ? e.checked !== e.defaultChecked : /^(text|textarea|number)$/.test(e.type) && e.value !== e.defaultValue) || form.dataset.moved;
}
function busy(form) { return form.elements && form.dataset.key && (has(form) || typed(form)); }

// What is being typed is kept on this phone, and on the laptop a little later.
function restore() {
  if (shared) return;
  drafts().forEach(form => {
    var kept = get(draftKey(form));
    if (!kept || typed(form) || $('refused')) return;
    kept.forEach(([name, value]) => {
      [...form].forEach(e => {
        if (e.name !== name || e.type === 'hidden') return;
        if (!ticks(e)) e.value = value; else if (e.value === value) e.checked = true;
      });
    });
  });
}
function sendDraft(form) {
  fetch('/draft', { method: 'POST', body: fields(form), keepalive: true }).catch(() => {});
}
hear(body, 'input', e => {
  var form = e.target.form;
  if (!form || !('draft' in form.dataset)) return;
  clearTimeout(form.keep);
  form.keep = later(() => {
    if (!shared) put(draftKey(form), [...fields(form)]);
  }, 250);
  if (!drafting) drafting = later(() => { drafting = 0; if (D.contains(form)) sendDraft(form); }, 900);
});

// What is handed in waits here until the laptop says that it is on disk.
function outbox() { return get(OUT) || []; }
async function send() {
  var one = outbox()[0] || sending, a, j;
  if (!one || send.runs) return;
  send.runs = true;
  try {
    a = await fetch(one.to, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' }, body: one.body });
    j = await a.json();
  } catch (e) { wait = Math.min(wait * 2, 8000); off(); }
  send.runs = false;
  if (!j) return later(send, wait);
  if (a.status === 503) { tell('NOT SAVED. ' + j.says, 1); return later(send, 2000); }
  wait = 1000; sending = null;
  put(OUT, outbox().filter(o => o.id !== one.id));
  var form = [...D.forms].find(f => f.dataset.key === one.key);
  if (a.ok) {
    put(RT + one.key, null);
    var said = one.quiet ? '' : '✓ Saved ' + hour();
    tell(said);
    // The page itself says so from then on.
    clearTimeout(send.told);
    send.told = later(() => { if (say.textContent === said) tell(''); }, 6000);
    if (form) { delete form.dataset.moved; form.reset(); if (has(form)) D.activeElement.blur(); }
    if (j.to) history.replaceState(null, '', j.to);
  } else {
    tell(j.says, 1);
    if (form && form.elements.id) form.elements.id.value = fresh();
  }
  if (a.ok || a.status === 401) refresh(1);
  send();
}
hear(body, 'submit', e => {
  var form = e.target, by = e.submitter;
  if (form.method !== 'post' || !form.dataset.key) return;
  e.preventDefault();
  if (by && by.name === 'move') return move(form, by);
  clearTimeout(form.keep);
  var to = form.getAttribute('action'), p = fields(form, by), id = p.get('id') || fresh();
  var one = { id: id, to: to, key: form.dataset.key, body: p.toString(), quiet: to !== '/do' };
  if (shared || !store) sending = one; else put(OUT, outbox().concat([one]));
  tell('Sending …');
  send();
});
function move(form, by) {
  var li = by.closest('li'), up = by.value.indexOf('up') === 0, other = up ? li.previousElementSibling : li.nextElementSibling;
  if (!other) return;
  li.parentNode.insertBefore(up ? li : other, up ? other : li);
  form.dataset.moved = '1';
  if (!form.elements.moved) form.insertAdjacentHTML('afterbegin', '<input type="hidden" name="moved" value="1">');
  [...li.parentNode.children].forEach((one, at, all) => {
    one.querySelector('b').textContent = at + 1;
    var keys = one.querySelectorAll('button');
    keys[0].disabled = !at; keys[1].disabled = at + 1 === all.length;
  });
  (by.disabled ? li.querySelector('button:not([disabled])') : by).focus();
  tell(li.querySelector('.said').textContent + ': ' + ([...li.parentNode.children].indexOf(li) + 1));
  if (!drafting) drafting = later(() => { drafting = 0; sendDraft(form); }, 900);
}

// The page as it is now, in place of the one before; never over what somebody types.
async function refresh(all) {
  if (refresh.runs) return refresh.again = 1;
  refresh.runs = 1;
  try {
    var r = await fetch(location.href, { headers: all ? {} : { 'If-None-Match': body.dataset.tag } });
    // Sent away, or another session has the laptop's port: what somebody types stays before them.
    if (r.status === 401 && [...drafts()].some(busy)) tell('Not at the table now. Ask at the desk: your text stays here.', 1);
    else if (r.status !== 304) {
      var doc = new DOMParser().parseFromString(await r.text(), 'text/html');
      // A change of an answer is begun at a step; at the next there is something else to see.
      if (location.pathname === '/me/change' && doc.body.dataset.place !== body.dataset.place) {
        history.replaceState(null, '', '/me');
        refresh.again = 1;
      } else swap(doc);
    }
    on();
  } catch (e) { off(); }
  refresh.runs = 0;
  if (refresh.again) { refresh.again = 0; refresh(); }
}
function swap(doc) {
  var main = $('main'), next = doc.getElementById('main'), head = $('head'), newHead = doc.getElementById('head');
  if (!main || !next || !head !== !newHead) return location.reload();
  var twin, kept = [...main.children].find(f => busy(f) && (twin = [...next.children].find(n => n.dataset.key === f.dataset.key)));
  if (head) head.innerHTML = newHead.innerHTML;
  var had = has(main) && !kept, left = !kept && !shared && [...drafts()].find(typed);
  // Another page handed in other words: these stay to be found.
  if (left) put(draftKey(left), [...fields(left)]);
  if (kept) {
    while (kept.previousSibling) kept.previousSibling.remove();
    while (kept.nextSibling) kept.nextSibling.remove();
    while (next.firstChild !== twin) kept.before(next.firstChild);
    while (twin.nextSibling) main.append(twin.nextSibling);
  } else main.innerHTML = next.innerHTML;
  ['screen', 'tag', 'place'].forEach(k => { body.dataset[k] = doc.body.dataset[k] || ''; });
  main.className = next.className; D.title = doc.title; told = {}; clock();
  if (TIMES.includes(say.textContent)) tell('');
  if (!kept) restore();
  if (left && $('change') && !main.textContent.includes(fields(left).get('text'))) tell('Your other words are kept: “Change my answer” brings them back.');
  var h = D.querySelector('h1');
  if (had && h) h.focus();
}

// What is new is heard from the laptop; a silent or sleeping stream is opened anew.
function open() {
  close();
  if (D.hidden || body.dataset.tag === undefined) return;
  opened = Date.now(); seen = 0;
  stream = new EventSource('/news');
  stream.onopen = () => { seen = Date.now(); on(); refresh(); send(); };
  stream.onmessage = e => {
    seen = Date.now(); on();
    if (e.data === 't') drafts().forEach(sendDraft);
    else if (e.data !== 'k') refresh();
  };
  stream.onerror = e => { off(); if (e.target.readyState === 2) refresh(1); };
}
function close() { if (stream) stream.close(); stream = null; }
function on() { if (lost) { lost = 0; tell(''); } }
function off() {
  if (!lost) lost = Date.now();
  later(() => {
    if (lost && Date.now() - lost > 2900) tell('Reconnecting, since ' + hour(lost) + '. Keep writing: your text is kept on this phone and sent when the laptop answers.');
  }, 3000);
}
function wake() { if (D.hidden) close(); else { refresh(); open(); send(); } }
hear(D, 'visibilitychange', wake);
hear(W, 'pageshow', e => { if (e.persisted) { if (shared) location.reload(); else wake(); } });
hear(W, 'online', wake);

// The time that is left, in words and as a line.
var at = Date.now(), from = null;
function clock() { at = Date.now(); var e = $('left'); from = e && +e.dataset.left; }
setInterval(() => {
  if (D.hidden) return;
  var now = Date.now();
  if (!stream || now - (seen || opened) > (seen ? 40000 : 10000)) open();
  var e = $('left'), bar = $('gauge');
  if (!e || from === null || !e.dataset.runs) return;
  var s = Math.max(0, Math.ceil((from - (now - at)) / 1000)), plan = e.dataset.planned / 1000;
  e.textContent = s ? Math.floor(s / 60) + ':' + ('0' + s % 60).slice(-2) + ' left' : 'time is up';
  if (bar) bar.setAttribute('width', s * 100 / (plan || 1));
  [Math.floor(plan / 2), 60, 10].forEach((left, i) => {
    var w = [left, TIMES[i]];
    if (s !== w[0] || told[w[0]] || plan <= w[0]) return;
    told[w[0]] = 1;
    // Never over why something was refused.
    if (say.className !== 'bad') { tell(w[1]); later(() => { if (say.textContent === w[1]) tell(''); }, 5000); }
  });
}, 1000);
clock(); restore();
open(); send();
})();

// All that pages do by themselves; without it everything but the live refresh works.
(() => {
'use strict';
const D = document, W = window, $ = id => D.getElementById(id), ticks = e => /^(radio|checkbox)$/.test(e.type), has = f => f.contains(D.activeElement);
const hear = (to, what, how) => to.addEventListener(what, how), later = setTimeout, drafts = () => [...D.querySelectorAll('form[data-draft]')];
var body = D.body, say = $('status');
// What is kept here is kept for one person in one session: nobody else finds it.
var shared = 'shared' in body.dataset, ME = 'rt:' + (body.dataset.whose || '') + ':';
var OUT = ME + 'out', stream, seen = 0, opened = 0, lost = 0, wait = 1000, sending, told = {}, store = null;
try { store = W.localStorage; store.setItem('rt', 1); } catch (e) { store = null; }
forget(ME);
const TIMES = ['Half of the time is left.', 'One minute left.', 'Ten seconds left.'];
function get(k) { try { return store && JSON.parse(store.getItem(k)); } catch (e) { return null; } }
function put(k, v) { try { if (store) if (v && v.length) store.setItem(k, JSON.stringify(v)); else store.removeItem(k); } catch (e) { tell('This phone keeps no drafts: hand in soon.'); } }
function forget(but) { for (var k in store) if (k.startsWith('rt') && !k.startsWith(but)) store.removeItem(k); }
function tell(words, bad) { if (!say) return; if (say.textContent !== words) say.textContent = words; say.className = bad ? 'bad' : ''; }
function hour(at) { return new Date(at || Date.now()).toTimeString().slice(0, 5); }
function fresh() { var b = new Uint8Array(16); crypto.getRandomValues(b); return [...b].map(n => (n + 256).toString(16).slice(1)).join(''); }
function fields(form, by) {
  var p = new URLSearchParams(new FormData(form));
  if (by && by.name) p.append(by.name, by.value);
  return p;
}
function called(key) { return [...D.forms].find(f => f.dataset.key === key); }
function draftKey(form) { return ME + form.dataset.key; }
function typed(form) {
  return [...form].some(e => ticks(e) ? e.checked !== e.defaultChecked : /^(text|textarea|number)$/.test(e.type) && e.value !== e.defaultValue) || form.dataset.moved;
}
function busy(form) { return form.elements && form.dataset.key && (has(form) || typed(form)); }

// What is being typed is kept on this phone, and on the laptop a little later.
function restore() {
  if (!shared) drafts().forEach(form => { if (!typed(form) && !$('refused')) fill(form, get(draftKey(form))); });
}
function fill(form, kept) {
  for (const [name, value] of kept || []) for (const e of form) if (e.name === name && e.type !== 'hidden') {
    if (!ticks(e)) e.value = value; else if (e.value === value) e.checked = true;
  }
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
  soon(form);
});
function soon(form) {
  if (!form.soon) form.soon = later(() => { form.soon = 0; if (D.contains(form)) sendDraft(form); }, 900);
}

// What is handed in waits here until the laptop says that it is on disk.
function outbox() { return get(OUT) || []; }
async function send() {
  var one = outbox()[0] || sending, a, j;
  if (!one || send.runs) return;
  send.runs = true;
  try {
    a = await fetch(one.to, { method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams(one.body) });
    j = await a.json();
  } catch (e) { wait = Math.min(wait * 2, 8000); off(); }
  send.runs = false;
  if (!j) return later(send, wait);
  if (a.status === 503) { tell('NOT SAVED. ' + j.says, 1); return later(send, 2000); }
  wait = 1000; sending = null;
  put(OUT, outbox().filter(o => o.id !== one.id));
  var form = called(one.key);
  if (a.ok) {
    put(ME + one.key);
    if (one.key === 'leave') forget('-');
    var said = one.quiet ? '' : '✓ Saved ' + hour();
    tell(said);
    // The page itself says so from then on.
    clearTimeout(send.told);
    send.told = later(() => { if (say.textContent === said) tell(''); }, 6000);
    if (form) { delete form.dataset.moved; form.reset(); if (has(form)) D.activeElement.blur(); }
    if (j.to) history.replaceState(null, '', j.to);
  } else {
    tell(j.says, 1);
    // It stands at the top, and whoever pressed a button may be far below.
    say.scrollIntoView();
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
  var one = { id, to, key: form.dataset.key, body: p.toString(), quiet: to !== '/do' };
  if (shared || !store) sending = one; else put(OUT, outbox().concat([one]));
  tell('Sending …');
  send();
});
function move(form, by) {
  var li = by.closest('li'), up = by.value.indexOf('up') === 0, other = li[(up ? 'previous' : 'next') + 'ElementSibling'];
  if (!other) return;
  if (up) other.before(li); else other.after(li);
  form.dataset.moved = '1';
  if (!form.elements.moved) form.insertAdjacentHTML('afterbegin', '<input type="hidden" name="moved" value="1">');
  [...li.parentNode.children].forEach((one, at, all) => {
    one.querySelector('b').textContent = at + 1;
    var keys = one.querySelectorAll('button');
    keys[0].disabled = !at; keys[1].disabled = at + 1 === all.length;
  });
  (by.disabled ? li.querySelector('button:not([disabled])') : by).focus();
  tell(li.querySelector('.said').textContent + ': ' + li.querySelector('b').textContent);
  soon(form);
}

// The page as it is now, in place of the one before; never over what somebody types.
async function refresh(all) {
  if (refresh.runs) return refresh.again = 1;
  refresh.runs = 1;
  try {
    var r = await fetch(location.href, { headers: all ? {} : { 'If-None-Match': body.dataset.tag } });
    // Sent away, or another session has the laptop's port: what somebody types stays before them.
    if (r.status === 401 && drafts().some(busy)) tell('Not at the table now. Ask at the desk: your text stays here.', 1);
    else if (r.status !== 304) {
      var doc = new DOMParser().parseFromString(await r.text(), 'text/html');
      // A page besides belongs to a step; at the next there is something else to see. What somebody
      // writes there, which is a draft, stays before them: a change of an answer is kept.
      var at = location.pathname, goes = at === '/me/change' || !/me(.case)?$/.test(at) && !drafts().some(busy);
      if (goes && doc.body.dataset.place !== body.dataset.place) {
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
  if (!main || !next || !head !== !newHead || doc.body.dataset.whose !== body.dataset.whose) return location.reload();
  var twin = f => [...next.children].find(n => n.dataset.key === f.dataset.key), all = [...main.children].filter(f => busy(f) && twin(f)), kept = all.find(has) || all[0];
  if (head) head.innerHTML = newHead.innerHTML;
  // What is begun in other forms is begun there again; of another page it stays to be found.
  var had = has(main) && !kept, held = [...D.forms].filter(f => f !== kept && typed(f)), left = !kept && !shared && held.find(f => 'draft' in f.dataset);
  if (left) put(draftKey(left), [...fields(left)]);
  if (kept) {
    var nodes = [...next.childNodes], at = nodes.indexOf(twin(kept));
    [...main.childNodes].forEach(n => n !== kept && n.remove());
    kept.before(...nodes.slice(0, at));
    kept.after(...nodes.slice(at + 1));
  } else main.innerHTML = next.innerHTML;
  Object.assign(body.dataset, doc.body.dataset);
  main.className = next.className; D.title = doc.title; told = {}; clock();
  if (TIMES.includes(say.textContent)) tell('');
  if (!kept) restore();
  held.forEach(f => fill(called(f.dataset.key) || [], [...fields(f)]));
  // Handed in when the step ended: nothing of it is to be sent again.
  if (left && main.textContent.includes(fields(left).get('text'))) put(draftKey(left));
  else if (left && $('change')) tell('Your other words are kept: “Change my answer” brings them back.');
  var h = D.querySelector('h1');
  if (had && h) h.focus();
}

// What is new is heard from the laptop; a silent or sleeping stream is opened anew.
function open() {
  close();
  if (D.hidden || !('tag' in body.dataset)) return;
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
    if (lost && Date.now() - lost > 2900) tell('Reconnecting, since ' + hour(lost) + '. Keep writing: your text waits here until the laptop answers.');
  }, 3000);
}
function wake() { if (D.hidden) close(); else { refresh(); open(); send(); } }
hear(D, 'visibilitychange', wake);
hear(W, 'pageshow', e => { if (e.persisted) { if (shared) location.reload(); else wake(); } });
hear(W, 'online', wake);

// The time that is left, in words and as a line.
var end;
function clock() { var e = $('left'); end = e && +e.dataset.left + Date.now(); }
setInterval(() => {
  if (D.hidden) return;
  var now = Date.now();
  if (!stream || now - (seen || opened) > (seen ? 40000 : 10000)) open();
  var e = $('left'), bar = $('gauge');
  if (!e || !e.dataset.runs) return;
  var s = Math.max(0, Math.ceil((end - now) / 1000)), plan = e.dataset.planned / 1000;
  e.textContent = s ? Math.floor(s / 60) + ':' + ('0' + s % 60).slice(-2) + ' left' : 'time is up';
  if (bar) bar.setAttribute('width', s * 100 / (plan || 1));
  [Math.floor(plan / 2), 60, 10].forEach((left, i) => {
    var w = TIMES[i];
    if (s !== left || told[left] || plan <= left) return;
    told[left] = 1;
    // Never over why something was refused.
    if (say.className !== 'bad') { tell(w); later(() => { if (say.textContent === w) tell(''); }, 5000); }
  });
}, 1000);
clock(); restore();
open(); send();
})();

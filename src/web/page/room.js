// The room's page follows the session by itself, and turns its own pages.
(() => {
'use strict';
const D = document, $ = id => D.getElementById(id);
let stream, heard = 0, page = 0, turned = Date.now(), at = Date.now(), from = 0;
// The largest type in which a question or what somebody said fits whole.
function fit() {
  D.querySelectorAll('.fit').forEach(e => {
    e.style.fontSize = '';
    let size = parseFloat(getComputedStyle(e).fontSize);
    const box = e.parentElement, least = innerHeight / 40;
    while (size > least && (box.scrollHeight > box.clientHeight + 1 || e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)) {
      size -= Math.max(1, size / 40);
      e.style.fontSize = size + 'px';
    }
  });
}
function pages() {
  const p = D.querySelector('.pages');
  if (!p) return null;
  const gap = parseFloat(getComputedStyle(p).columnGap) || 0, wide = p.clientWidth + gap;
  return { p, wide, all: Math.max(1, Math.ceil((p.scrollWidth + gap) / wide - .02)) };
}
function turn(to) {
  const all = pages(), where = $('page'), foot = $('foot');
  if (!all) return;
  page = (to + all.all) % all.all;
  all.p.scrollLeft = page * all.wide;
  if (where) where.textContent = all.all > 1 ? page + 1 + ' of ' + all.all + (D.querySelector('#left') ? ' ·' : '') : '';
  if (foot && all.p.dataset.what && all.p.dataset.what.trim()) foot.textContent = all.p.dataset.what;
  turned = Date.now();
}
function clock() { at = Date.now(); const e = $('left'); from = e ? +e.dataset.left : 0; }
async function refresh() {
  try {
    const r = await fetch(location.href), next = new DOMParser().parseFromString(await r.text(), 'text/html');
    const same = next.body.dataset.place === D.body.dataset.place;
    D.body.innerHTML = next.body.innerHTML;
    D.body.className = next.body.className;
    D.body.dataset.place = next.body.dataset.place;
    D.title = next.title;
    clock(); fit(); turn(same ? page : 0);
  } catch (e) { setTimeout(refresh, 2000); }
}
function open() {
  if (stream) stream.close();
  heard = Date.now();
  stream = new EventSource('/news');
  stream.onopen = () => { heard = Date.now(); refresh(); };
  stream.onmessage = e => { heard = Date.now(); if (e.data === 'p') refresh(); };
}
setInterval(() => {
  const now = Date.now(), e = $('left'), bar = $('gauge'), p = D.querySelector('.pages');
  if (now - heard > 40000) open();
  if (e && e.dataset.runs === 'true') {
    const s = Math.max(0, Math.ceil((from - (now - at)) / 1000));
    e.textContent = Math.floor(s / 60) + ':' + ('0' + s % 60).slice(-2);
    if (bar) bar.setAttribute('width', s * 100000 / (e.dataset.planned || 1));
  }
  if (p && !p.classList.contains('still') && now - turned > 12000) turn(page + 1);
}, 1000);
addEventListener('resize', () => { fit(); turn(page); });
addEventListener('keydown', e => {
  if (e.key === 'ArrowRight' || e.key === 'PageDown' || e.key === ' ') turn(page + 1);
  if (e.key === 'ArrowLeft' || e.key === 'PageUp') turn(page - 1);
});
clock(); fit(); turn(0); open();
})();

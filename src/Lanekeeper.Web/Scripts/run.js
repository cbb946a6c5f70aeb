// A run's page stays true while the run is under way: what changed is put in its place, and what somebody reads, opened or types stays.
import { wake } from './app.js';

// These belong to who looks, not to the server.
const own = ['open', 'hidden', 'data-sent'];

function merge(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE || old.localName !== fresh.localName) return old.replaceWith(fresh);
  for (const name of new Set([...old.getAttributeNames(), ...fresh.getAttributeNames()])) {
    if (own.includes(name)) continue;
    if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    else if (old.getAttribute(name) !== fresh.getAttribute(name)) old.setAttribute(name, fresh.getAttribute(name));
  }
  const [here, there] = [[...old.childNodes], [...fresh.childNodes]];
  there.forEach((node, at) => here[at] ? merge(here[at], node) : old.append(node));
  here.slice(there.length).forEach(node => node.remove());
}

const isBusy = () => document.querySelector('dialog[open], .run-actions [open]') || !getSelection().isCollapsed
  || document.activeElement.matches('input, select, textarea');
const paneOf = page => page.querySelector('[data-step]');

// Who has not chosen a step is shown the one that matters now, but not while they read another.
function addressOf(page) {
  const address = new URL(page.dataset.address, location.href);
  const pane = paneOf(page);
  if (pane && (pane.scrollTop > 0 || pane.contains(document.activeElement))) address.searchParams.set('step', pane.dataset.step);
  return address;
}

function show(page, fresh) {
  const before = page.dataset.state;
  const [pane, next] = [page, fresh].map(paneOf);
  if (pane && next && pane.dataset.step !== next.dataset.step) pane.replaceWith(next.cloneNode(true));
  merge(page, fresh);
  wake();
  if (page.dataset.state !== before) document.getElementById('live').textContent = `The run is ${page.dataset.state}.`;
}

export function start(page) {
  let [timer, isAsking] = [0, false];
  const look = async () => {
    if (document.hidden || isAsking || !page.dataset.every) return;
    clearTimeout(timer);
    isAsking = true;
    const answer = isBusy() ? null : await fetch(addressOf(page), { headers: { 'X-Requested-With': 'script' } }).catch(() => null);
    const text = answer?.ok ? await answer.text().catch(() => '') : '';
    const fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('.run-page');
    if (fresh && !isBusy()) show(page, fresh);
    isAsking = false;
    // Whose session is over, or who may see it no more, is told so by their next click.
    if (answer?.redirected || (answer && !answer.ok && answer.status < 500)) return;
    timer = setTimeout(look, page.dataset.every * 1000);
  };
  document.addEventListener('visibilitychange', look);
  timer = setTimeout(look, page.dataset.every * 1000);
}

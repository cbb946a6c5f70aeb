// What the inbox does with a script: it stays true while somebody reads, and nothing that they read moves.
const say = words => { document.getElementById('live').textContent = words; };
const parse = html => new DOMParser().parseFromString(html, 'text/html');

function countDown() {
  const shown = [...document.querySelectorAll('[data-left]')];
  if (shown.length === 0) return;
  const tick = () => {
    const left = Math.ceil((Number(shown[0].dataset.left) - performance.now()) / 1000);
    for (const one of shown) one.querySelector('[data-count]').textContent = left > 0 ? `Takes effect in ${left} s` : 'It is in effect.';
    if (left > 0) setTimeout(tick, 250);
    else document.querySelectorAll('form:has([data-key="z"])').forEach(form => form.remove());
  };
  tick();
}

function keepPlace(inbox, scroll) {
  scroll.scrollTop = Number(sessionStorage.getItem('inbox-scroll') ?? 0);
  inbox.querySelector('.queue-item [aria-current]')?.scrollIntoView({ block: 'nearest' });
  addEventListener('pagehide', () => sessionStorage.setItem('inbox-scroll', scroll.scrollTop));
}

// Rows that came are put where they belong, rows that were decided are marked, and what stands in sight stays where it is.
function merge(inbox, scroll, fresh) {
  const list = inbox.querySelector('[data-rows]');
  const known = new Map([...list.children].map(row => [row.dataset.id, row]));
  const edge = scroll.getBoundingClientRect().top;
  const anchor = [...list.children].find(row => row.getBoundingClientRect().bottom > edge);
  const before = anchor?.getBoundingClientRect().top;
  const came = [];
  let next = null;
  for (const row of [...fresh.querySelector('[data-rows]').children].reverse()) {
    const old = known.get(row.dataset.id);
    const isClosed = row.classList.contains('closed');
    if (old) {
      const [foot, news] = [old, row].map(one => one.querySelector('.queue-item-foot'));
      old.classList.toggle('closed', isClosed);
      if (foot.innerHTML !== news.innerHTML) foot.replaceWith(news);
    } else if (!isClosed) {
      list.insertBefore(row, next);
      came.push(row.dataset.title);
    }
    if (!isClosed) next = old ?? row;
  }
  if (anchor) scroll.scrollTop += anchor.getBoundingClientRect().top - before;
  return came;
}

function follow(inbox, scroll) {
  let [news, isBusy, isStale] = [null, false, false];
  const refresh = async () => {
    isStale = true;
    if (isBusy) return;
    isBusy = true;
    while (isStale) {
      isStale = false;
      const address = new URL(inbox.dataset.queue, location.href);
      address.searchParams.set('shown', [...inbox.querySelectorAll('[data-rows] > li')].slice(0, 100).map(row => row.dataset.id).join());
      if (inbox.dataset.card) address.searchParams.set('card', inbox.dataset.card);
      const answer = await fetch(address, { headers: { 'X-Requested-With': 'script' } }).catch(() => null);
      if (answer?.ok) show(parse(await answer.text()));
    }
    isBusy = false;
  };
  const show = fresh => {
    const came = merge(inbox, scroll, fresh);
    const [tabs, counts] = [inbox, fresh].map(one => one.querySelector('[data-tabs]'));
    if (!tabs.contains(document.activeElement) && tabs.innerHTML !== counts.innerHTML) tabs.innerHTML = counts.innerHTML;
    if (came.length === 0) return;
    inbox.querySelector('[data-none]')?.remove();
    say(came.length === 1 ? `New card: ${came[0]}` : `${came.length} new cards`);
    if (!inbox.dataset.card && location.pathname === '/inbox') location.reload();
  };

  // A hidden tab listens to nothing: a browser has few lines to one server.
  const tune = () => {
    if (document.hidden) { news?.close(); news = null; return; }
    if (news) return;
    news = new EventSource(inbox.dataset.news);
    news.addEventListener('changed', refresh);
    refresh();
  };
  document.addEventListener('visibilitychange', tune);
  addEventListener('pagehide', () => { news?.close(); news = null; });
  addEventListener('pageshow', tune);
  tune();
}

function look(card, id) {
  const note = card.querySelector('[data-looking]');
  const beat = async () => {
    if (document.hidden || !card.checkVisibility()) return;
    const form = new FormData();
    form.set('form_token', document.querySelector('[name=form_token]').value);
    const answer = await fetch(`/inbox/${id}/look`, { method: 'POST', body: form, headers: { 'X-Requested-With': 'script' } }).catch(() => null);
    if (!answer?.ok) return;
    const { isOpen, state, by, others } = await answer.json();
    const decided = !isOpen && card.dataset.state === 'Pending';
    const words = decided ? `This is ${state}${by ? ` by ${by}` : ''} meanwhile. There is nothing left to decide here.`
      : others.length > 0 ? `${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} looking at this too.` : '';
    if (note.textContent !== words) note.textContent = words;
    card.querySelector('[data-decide]').inert = decided;
  };
  beat();
  setInterval(beat, 5000);
  document.addEventListener('visibilitychange', beat);
}

export function start(inbox) {
  countDown();
  const scroll = inbox.querySelector('[data-scroll]');
  if (!scroll) return;
  keepPlace(inbox, scroll);
  follow(inbox, scroll);
  const card = inbox.querySelector('.card');
  if (card) look(card, inbox.dataset.card);
}

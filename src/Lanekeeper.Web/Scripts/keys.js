// Keys: what has a data-key is pressed by it; g and a letter goes to a page; ? shows them all. Never while somebody types.
const places = { t: '/', i: '/inbox', r: '/runs', c: '/calls', w: '/workflows' };
let going = 0;

const types = target => target.isContentEditable || target.closest('input:not([type=checkbox], [type=radio]), select, textarea');
const find = key => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(one => one.checkVisibility());

function press(one) {
  if (one.localName !== 'summary') return one.click();
  one.parentElement.open = true;
  one.parentElement.querySelector('select, input:not([type=hidden]), textarea')?.focus();
}

function act(key) {
  if (Date.now() - going < 1500 && places[key]) return location.assign(places[key]) ?? true;
  going = key === 'g' ? Date.now() : 0;
  if (key === '?') return document.getElementById('keys')?.showModal() ?? true;
  const one = find(key);
  if (one) press(one);
  return one;
}

document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    const open = event.target.closest('details[open]:has(> [data-key])');
    if (open) { open.open = false; open.firstElementChild.focus(); }
  } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !event.repeat
    && !types(event.target) && !document.querySelector('dialog[open]') && act(event.key)) {
    event.preventDefault();
  }
});

// An answer is sent once, however often a key is pressed.
document.addEventListener('submit', event => {
  if (event.target.method !== 'post' || event.defaultPrevented) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = 'yes';
});
addEventListener('pageshow', () => document.querySelectorAll('[data-sent]').forEach(form => delete form.dataset.sent));

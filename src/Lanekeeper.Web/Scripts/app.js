// What every page does with a script: relative times that stay true. Pages bring more by `data-script`.
import './keys.js';

const seconds = { s: 1, min: 60, h: 3600, d: 86400 };

function say(at) {
  const span = (Date.now() - at) / 1000;
  // As Relative.cs says it: what is to come to the nearest, what has gone by in full units.
  const half = -span < 59.5 ? 0.5 : -span < 3570 ? 30 : -span < 171000 ? 1800 : 43200;
  const size = span < 0 ? half - span : span;
  const unit = size < 60 ? 's' : size < 3600 ? 'min' : size < 172800 ? 'h' : 'd';
  const words = `${Math.floor(size / seconds[unit])} ${unit}`;
  return span < -1 ? `in ${words}` : span < 1 ? 'now' : `${words} ago`;
}

function refresh() {
  for (const time of document.querySelectorAll('time[data-relative]')) {
    const words = say(Date.parse(time.dateTime));
    if (time.textContent !== words) time.textContent = words;
  }
}

setInterval(() => { if (!document.hidden) refresh(); }, 15_000);
document.addEventListener('visibilitychange', refresh);

// Only a table that need not scroll sideways can keep its head in sight.
const sizes = new ResizeObserver(entries => {
  for (const { target } of entries) {
    const region = target.closest('.data-table-region');
    region.classList.toggle('fits', region.scrollWidth <= region.clientWidth);
  }
});

// What a script puts on the page later has scripts of its own.
const awake = new WeakSet();

export function wake() {
  for (const part of document.querySelectorAll('[data-script]')) {
    if (awake.has(part)) continue;
    awake.add(part);
    import(`./${part.dataset.script}.js`).then(module => module.start(part));
  }
  for (const part of document.querySelectorAll('.data-table-region, .data-table-region > table')) sizes.observe(part);
}

wake();

// Where the navigation is one line that scrolls, the place where one is is in sight.
const here = document.querySelector('.rail nav [aria-current="page"]');
const rail = here?.closest('nav');
if (rail) rail.scrollLeft += Math.max(0, here.getBoundingClientRect().right - rail.getBoundingClientRect().right);

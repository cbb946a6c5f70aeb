// Takes the pictures of the docs from a running demo; eng/screenshots starts both.
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT);
const { LINK, TOKEN, OUT, CHROMIUM } = process.env;
const site = new URL(LINK).origin;
mkdirSync(OUT, { recursive: true });

const api = async (path, body) => {
  const answer = await fetch(`${site}/api/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

// A morning's work, so that the pages have something to say.
const cards = (await api('approvals?state=pending&limit=100')).items.filter(card => card.request.kind === 'action');
for (const card of cards.slice(0, 9)) await api(`approvals/${card.id}/decision`, { answer: 'approve' });
for (const card of cards.slice(9, 11)) await api(`approvals/${card.id}/decision`, { answer: 'reject', reason: 'wrong_facts', words: 'We sent it on Monday.' });
const open = cards[12];
const sent = cards[0];

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const entry = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC' });
const door = await entry.newPage();
await door.goto(LINK);
await door.locator('main form[method=post] button').first().click();
await door.waitForURL(url => !url.pathname.startsWith('/welcome/'));
const session = await entry.storageState();

const take = async (name, path, { width = 1440, height = 900, dark = false, scale = 1, clip } = {}) => {
  const context = await browser.newContext({ storageState: session, viewport: { width, height }, deviceScaleFactor: scale, colorScheme: dark ? 'dark' : 'light', locale: 'en-GB', timezoneId: 'UTC' });
  const page = await context.newPage();
  const answer = await page.goto(site + path, { waitUntil: 'load' });
  if (answer.status() !== 200) throw new Error(`${path}: ${answer.status()}`);
  await page.screenshot({ path: join(OUT, `${name}.png`), animations: 'disabled', clip });
  console.log(`docs/images/${name}.png`);
  await context.close();
};

await take('inbox', `/inbox/${open.id}`);
await take('inbox-dark', `/inbox/${open.id}`, { dark: true });
await take('inbox-phone', `/inbox/${open.id}`, { width: 390, height: 844, scale: 2 });
await take('today', '/');
await take('runs', '/runs');
await take('run', `/runs/${sent.request.runId}?step=reply`);
await take('run-prompt-dark', `/runs/${sent.request.runId}?step=triage`, { dark: true });
await take('call', `/calls/${(await api(`calls?run=${sent.request.runId}`)).items[0].id}`);
await take('workflow', '/workflows/support');
await take('people', '/people', { height: 500 });
await browser.close();

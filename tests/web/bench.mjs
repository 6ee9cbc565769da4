// SPDX-License-Identifier: Apache-2.0
// How long a page takes to prepare a deposit: from the click on "put it in" to the frame that is handed to
// the network, everything in between included (checking, cleaning, sealing, the channel, drawing). Prints the
// median and the worst of many, for the largest texts and for a ranking. Run by `npm run bench` in app/web.
import { FakeHost } from './support/fake_host.mjs';
import { launch, open_scene } from './support/browser.mjs';
import { scenes } from './support/scenes.mjs';

const repetitions = 30;

// Notes the time of every click and of the first frame of a deposit's size after it.
function measure_puts() {
  globalThis.puts_ms = [];
  let clicked_ms = 0;
  addEventListener('click', () => (clicked_ms = performance.now()), { capture: true });
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (data.byteLength >= 26 * 1024) globalThis.puts_ms.push(performance.now() - clicked_ms);
    return send.call(this, data);
  };
}

async function measure(browser, host, name, fill, put_label, in_title) {
  const context = await browser.newContext();
  await context.addInitScript(measure_puts);
  const page = await open_scene(context, host, name, { ...scenes[name], do: undefined });
  for (let count = 0; count < repetitions; count += 1) {
    await fill(page);
    await page.getByRole('button', { name: put_label }).click();
    await page.getByRole('heading', { name: in_title }).waitFor();
    await page.getByRole('button', { name: 'Change it' }).click();
  }
  const times = (await page.evaluate(() => globalThis.puts_ms)).sort((one, other) => one - other);
  await context.close();
  const [median, worst] = [times[Math.floor(times.length / 2)], times.at(-1)];
  process.stdout.write(
    `${name}: ${times.length} deposits, median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms\n`,
  );
}

const host = await new FakeHost().start();
const browser = await launch();
const texts = 'Ŵ'.repeat(2000);
await measure(
  browser,
  host,
  'propose',
  async (page) => {
    await page.getByLabel('Title').fill('W'.repeat(80));
    await page.getByLabel('What exactly should we do?').fill(texts);
  },
  'Put it in',
  'Your part is in',
);
await measure(
  browser,
  host,
  'rank',
  async (page) => {
    for (const title of ['2. One', '3. Home', '4. Voluntary'])
      await page.getByRole('button', { name: `Rank next: ${title}` }).click();
  },
  'Put my ranking in',
  'Your ranking is in',
);
await browser.close();
await host.stop();

// SPDX-License-Identifier: Apache-2.0
// Chromium for the checks and the pictures, reached under a name that is not loopback, so that the page is
// not a secure context: as in a room, where the address is an IP number and the scheme is plain http.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { token_of } from './scenes.mjs';

const require = createRequire(fileURLToPath(new URL('../../../app/web/package.json', import.meta.url)));
const { chromium } = require('playwright-core');
export const axe_source_path = join(require.resolve('axe-core'), '..', 'axe.min.js');

export const chromium_path = process.env.EQUIVOX_CHROMIUM ?? '/usr/bin/chromium';

export function launch() {
  return chromium.launch({
    executablePath: chromium_path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP equivox.test 127.0.0.1',
    ],
  });
}

export function address(host, code) {
  return `http://equivox.test:${host.port}/${code ? `#code=${code}` : ''}`;
}

// Prepares `host` and opens a page in the scene; returns the page when the scene can be looked at.
export async function open_scene(context, host, name, scene) {
  host.room = scene.room();
  host.deposited = scene.deposited ?? false;
  host.seats.clear();
  host.boxes.clear();
  host.may_keep_apart = scene.may_keep_apart ?? false;
  host.silent = scene.silent ?? false;
  host.received.length = 0;
  const page = await context.newPage();
  const code = scene.code ?? host.room.room_code;
  await page.goto(address(host, code), { waitUntil: 'commit' });
  if (scene.silent) {
    await page.getByRole('heading', { level: 1, name: 'The organiser’s laptop is not answering' }).waitFor();
    return page;
  }
  if (code === '') {
    await page.locator('main[data-screen=join]').waitFor();
    return page;
  }
  if (code !== host.room.room_code) {
    await page.getByText('That is not the room code').waitFor();
    return page;
  }
  await page.locator('main[data-screen]:not([data-screen=connecting])').waitFor();
  if (scene.seat === 7) await become_seated(page, host);
  if (scene.seat === 'observer') await page.getByRole('button', { name: 'Just watch' }).click();
  await person_does(page, host, scene);
  return page;
}

async function become_seated(page, host) {
  if (host.room.closed) {
    for (const peer of host.peers) peer.seat = 7;
    host.show_all();
    return;
  }
  const deposited = host.deposited;
  await page
    .getByRole('radio', { name: /GP Federation|Mental Health/ })
    .first()
    .check();
  await page.getByRole('button', { name: 'Take a seat' }).click();
  await page.locator('main:not([data-screen=seat])').waitFor();
  host.deposited = deposited;
  host.show_all();
}

export async function rank_some(page) {
  await page.getByRole('button', { name: 'Rank next: 3. Home first' }).click();
  await page.getByRole('button', { name: 'Rank next: 2. One discharge hub' }).click();
  await page.getByRole('button', { name: 'Rank next: 4. Voluntary drivers' }).click();
  await page.getByRole('button', { name: 'Level with above: 4. Voluntary drivers' }).click();
}

async function person_does(page, host, scene) {
  switch (scene.do) {
    case 'propose':
      await page.getByLabel('Title').fill('A night team for care homes');
      await page
        .getByLabel('What exactly should we do?')
        .fill('A nurse and a driver on call from ten to six.\nEvery care home has their number.');
      break;
    case 'answer':
      await page.getByRole('button', { name: 'Answer this: Who pays' }).click();
      await page.getByRole('textbox', { name: 'Your answer' }).fill('The better care fund, for this year.');
      break;
    case 'rank':
      await rank_some(page);
      break;
    case 'object':
      await page.getByRole('radio', { name: /No, because/ }).check();
      await page.getByLabel('Which part?').selectOption('1');
      await page
        .getByRole('textbox', { name: 'Your reason' })
        .fill('After eight nobody answers, and that is when our wards discharge most.');
      break;
    case 'rank-and-hold':
      await rank_some(page);
      await page.getByRole('button', { name: 'Put my ranking in' }).click();
      await page.getByRole('heading', { name: 'Your ranking is on its way' }).waitFor();
      break;
    case 'rank-and-cover':
      await rank_some(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Show it again' }).waitFor();
      break;
    case 'tick':
      for (const name of ['2. One', '3. Home', '7. A night', '8. One'])
        await page.getByRole('checkbox', { name }).check();
      break;
    case 'safe':
      await page.getByRole('radio', { name: /^In between/ }).check();
      break;
    case 'how':
      await page.getByRole('button', { name: 'How is this anonymous?' }).click();
      await page.getByRole('dialog').waitFor();
      break;
    case 'pause':
      await page.getByRole('button', { name: 'Please pause' }).click();
      await page.getByRole('dialog').waitFor();
      break;
    case 'rank-and-lose': {
      await rank_some(page);
      await page.getByRole('button', { name: 'Put my ranking in' }).click();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      const room = host.room;
      room.box = { ...room.box, id: 14, token: token_of(14), turnout: 0 };
      await host.restart();
      await page.getByRole('button', { name: 'Put it in again' }).waitFor({ timeout: 15000 });
      break;
    }
  }
  if (scene.then) host.set(scene.then());
  if (scene.then) await page.getByText('The room has moved on.', { exact: true }).waitFor();
  if (scene.goodbye) {
    host.goodbye_to_all(scene.goodbye);
    await page.locator(`main[data-screen=${scene.goodbye}]`).waitFor();
  }
  if (scene.away) {
    await host.stop();
    await page.getByText('The organiser’s laptop is not answering').first().waitFor();
  }
}

// Puts the host back in order after a scene that stopped it.
export async function after_scene(host, scene) {
  if (scene.away) await host.start(host.port);
  host.silent = false;
}

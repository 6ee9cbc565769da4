// SPDX-License-Identifier: Apache-2.0
// What the page does about the channel: what is seen on the wire, and who is at its other end.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { address, open_scene } from '../support/browser.mjs';
import { lobby, scenes } from '../support/scenes.mjs';
import { axe_violations, proposals_room, seated, with_host } from '../support/story.mjs';

describe('the channel', () => {
  test('nothing that is written, and no code or key, is seen on the wire', async () => {
    await with_host(async (context, host) => {
      const seen = [];
      context.on('page', (page) =>
        page.on('websocket', (socket) => {
          for (const event of ['framesent', 'framereceived'])
            socket.on(event, ({ payload }) => seen.push(Buffer.from(payload)));
        }),
      );
      const page = await open_scene(context, host, 'propose', seated(proposals_room()));
      await page.getByLabel('Title').fill('A night team');
      await page.getByLabel('What exactly should we do?').fill('A nurse and a driver.');
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      assert.equal(host.deposits(1).at(-1).content.entries[0].title, 'A night team');
      const wire = Buffer.concat(seen).toString('latin1');
      assert.ok(seen.length > 6 && wire.includes('"channel"'));
      const { seat_key } = host.hellos[0];
      for (const secret of ['A night team', 'nurse', 'KDRTMWPA', 'put_deposit', 'hello', seat_key])
        assert.ok(!wire.includes(secret), secret);
    });
  });

  test('another host for the same workshop is said plainly, and waits for the person', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'lobby', scenes.lobby);
      await page.getByText('You are St Mary’s 2').waitFor();
      await host.give_way_to_another();
      await page.getByRole('heading', { level: 1, name: 'This is not the same host as before.' }).waitFor();
      assert.deepEqual(await axe_violations(page), []);
      const commands = host.received.length;
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'This is not the same host as before.' }).waitFor();
      assert.equal(host.received.length, commands);
      await page.getByRole('button', { name: 'The organiser has changed it: go on' }).click();
      await page.getByText('You are St Mary’s 2').waitFor();
      await page.reload();
      await page.getByText('You are St Mary’s 2').waitFor();
    });
  });

  test('a browser without WebAssembly says what is wrong and connects to nobody', async () => {
    await with_host(async (context, host) => {
      host.room = lobby();
      await context.addInitScript(() => delete globalThis.WebAssembly);
      const page = await context.newPage();
      await page.goto(address(host, host.room.room_code));
      await page.getByRole('heading', { level: 1, name: 'This browser can not encrypt' }).waitFor();
      assert.deepEqual(await axe_violations(page), []);
      assert.equal(host.hellos.length, 0);
    });
  });
});

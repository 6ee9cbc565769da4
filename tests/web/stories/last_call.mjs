// SPDX-License-Identifier: Apache-2.0
// What a device does by itself at the last call.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { open_scene } from '../support/browser.mjs';

import { assert_soon, proposals_room, seated, with_host } from '../support/story.mjs';

describe('last call', () => {
  test('a device that gave nothing deposits nothing by itself, and the writing goes on', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'propose', seated(proposals_room()));
      await page.getByLabel('Title').fill('Not ready');
      host.set(proposals_room(1, { last_call: true, last_call_seconds_left: 60 }));
      await page.getByText('Last call.', { exact: true }).first().waitFor();
      await page.waitForFunction(() =>
        document.querySelector('[role=timer]')?.textContent?.startsWith('0:5'),
      );
      assert.deepEqual(
        host.deposits(1).map((one) => one.content),
        [{ type: 'proposals', entries: [] }],
      );
      assert.equal(await page.getByLabel('Title').inputValue(), 'Not ready');
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      assert.equal(host.deposits(1).at(-1).content.entries[0].title, 'Not ready');
    });
  });

  test('a device that gave something deposits the same once more', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'propose', seated(proposals_room()));
      await page.getByLabel('Title').fill('A hub');
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      const room = proposals_room(1, { last_call: true });
      host.set(room);
      host.set(room);
      await page.getByText('Last call.').first().waitFor();
      await assert_soon(() => host.deposits(1).length === 2);
      assert.deepEqual(host.deposits(1)[1].content, host.deposits(1)[0].content);
      assert.ok(host.deposits(1)[1].sequence > host.deposits(1)[0].sequence);
    });
  });

  test('a reloaded device does not replace what it no longer knows', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'propose', seated(proposals_room()));
      await page.getByLabel('Title').fill('A hub');
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      host.set(proposals_room(1, { last_call: true }));
      await assert_soon(() => host.deposits(1).length === 2);
      assert.ok(host.deposits(1)[1].sequence < host.deposits(1)[0].sequence);
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
    });
  });
});

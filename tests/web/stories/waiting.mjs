// SPDX-License-Identifier: Apache-2.0
// Boxes that are made ready, wait for parts of their keys, and close; and this device's own parts.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { open_scene, rank_some } from '../support/browser.mjs';
import { AskingHost, shares, take_parts } from '../support/parts.mjs';
import { in_round, scenes, standings, waiting_box } from '../support/scenes.mjs';
import {
  announced,
  assert_soon,
  focused,
  proposals_room,
  ranking_room,
  seated,
  with_host,
} from '../support/story.mjs';

const opening = { state: 'opening', key: '', token: '', waiting: 'Getting ready: waiting for one.' };

describe('a box that waits', () => {
  test('what is put in while it is made ready goes in by itself, once, also after a reload', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room(4, opening)));
      await page.getByText('Getting ready: waiting for one.').first().waitFor();
      await rank_some(page);
      await page.getByRole('button', { name: 'Put my ranking in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your ranking is on its way' }).waitFor();
      assert.equal(await page.getByText('Home first').count(), 0);
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Your ranking is on its way' }).waitFor();
      assert.equal(host.deposits(4).length, 0);
      host.set(ranking_room(4));
      await page.getByRole('heading', { level: 1, name: 'Your ranking is in' }).waitFor();
      assert.deepEqual(
        host.deposits(4).map((one) => one.content.ranking),
        [[[3], [2, 4]]],
      );
      const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
      assert.ok(!kept.includes('ranking'), kept);
    });
  });

  test('a host that takes nothing for now is asked again by itself, and the focus is left alone', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      await rank_some(page);
      host.refuse_next = { refusal: 'not_saving', sentence: 'The organiser’s laptop can not save.' };
      await page.getByRole('button', { name: 'Put my ranking in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your ranking is on its way' }).waitFor();
      await page.getByRole('button', { name: 'Please pause' }).focus();
      await page.getByRole('heading', { level: 1, name: 'Your ranking is in' }).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Please pause');
      assert.equal(host.boxes.get(4).content.ranking.length, 2);
    });
  });

  test('after a restart that loses nothing, what is in stays in and writing goes on', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'propose', seated(proposals_room()));
      await page.getByLabel('Title').fill('A hub');
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      host.room = proposals_room(1, { waiting: 'Nothing is lost: waiting for two.' });
      await host.restart();
      host.deposited = true;
      await page.getByText('Nothing is lost: waiting for two.').first().waitFor({ timeout: 15000 });
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      await page.getByRole('button', { name: 'Change it' }).click();
      assert.equal(await page.getByLabel('Title').inputValue(), 'A hub');
      await page.getByLabel('Title').fill('A larger hub');
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is on its way' }).waitFor();
      host.set(proposals_room());
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      assert.equal(host.boxes.get(1).content.entries[0].title, 'A larger hub');
      assert.ok((await announced(page)).includes('It goes on.'));
    });
  });

  test('closing is said, also to somebody who is still writing, and takes the page from nobody', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      const closing = { state: 'closing', waiting: 'Closing: waiting for one.' };
      await page.getByRole('button', { name: 'Rank next: 3. Home' }).focus();
      host.set(ranking_room(4, closing));
      await page.getByRole('button', { name: 'Go to where the room is' }).waitFor();
      assert.equal(await focused(page), 'add-3');
      await page.getByRole('button', { name: 'Go to where the room is' }).click();
      await page.getByRole('heading', { level: 1, name: 'It is closed now' }).waitFor();
      await page.locator('main').getByText('Closing: waiting for one.').waitFor();
      host.set(in_round('ranking', { standings: standings() }));
      await page.getByRole('heading', { level: 1, name: 'The standings' }).waitFor();
      assert.equal(await focused(page), 'title');
    });
  });
});

describe('the parts of a box’s keys', () => {
  const commands = (host, type) =>
    host.received.map((one) => one.command).filter((command) => command.type === type);

  test('are taken, outlive a reload, are given back when asked for, and are gone with their box', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room(4, opening)));
      host.task = take_parts(4, host.hellos.at(-1).seat_key);
      host.show_all();
      await assert_soon(() => commands(host, 'keep_parts').length === 1);
      host.set(ranking_room(4));
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Rank the proposals' }).waitFor();
      const parts_kept = () =>
        page.evaluate(
          () =>
            new Promise((resolve) => {
              const request = indexedDB.open('equivox key parts');
              request.onsuccess = () => {
                const count = request.result.transaction('parts').objectStore('parts').count();
                count.onsuccess = () => {
                  request.result.close();
                  resolve(count.result);
                };
              };
            }),
        );
      assert.equal(await parts_kept(), 1);

      const restarted = new AskingHost();
      host.room = in_round('ranking', { box: waiting_box() });
      host.task = restarted.task(4, 'room');
      await host.restart();
      await assert_soon(() => commands(host, 'return_part').length === 1);
      const room = restarted.read(commands(host, 'return_part')[0]);
      assert.deepEqual(room, { box: 4, organisation: 1, part: 'room', share: shares.room });

      // Asked for too early, the part that opens deposits stays here.
      host.task = restarted.task(4, 'ballot');
      host.set(ranking_room(4));
      await page.getByText('Reconnecting …').waitFor({ state: 'detached' });
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Rank the proposals' }).waitFor();
      assert.equal(commands(host, 'return_part').length, 1);
      host.set(ranking_room(4, { state: 'closing', waiting: 'Closing: waiting for one.' }));
      await assert_soon(() => commands(host, 'return_part').length === 2);
      const ballot = restarted.read(commands(host, 'return_part')[1]);
      assert.deepEqual(ballot, { box: 4, organisation: 1, part: 'ballot', share: shares.ballot });

      host.set(scenes.standings.room());
      await page.getByRole('heading', { level: 1, name: 'The standings' }).waitFor();
      for (let attempt = 0; (await parts_kept()) > 0; attempt += 1) {
        assert.ok(attempt < 100, 'the parts are still there');
        await page.waitForTimeout(20);
      }
    });
  });

  test('are kept in memory where the browser grants no place for them', async () => {
    await with_host(async (context, host) => {
      await context.addInitScript(() =>
        Object.defineProperty(window, 'indexedDB', {
          get() {
            throw new DOMException('blocked', 'SecurityError');
          },
        }),
      );
      const page = await open_scene(context, host, 'rank', seated(ranking_room(4, opening)));
      host.task = take_parts(4, host.hellos.at(-1).seat_key);
      host.show_all();
      await assert_soon(() => commands(host, 'keep_parts').length === 1);
      const asking = new AskingHost();
      host.task = asking.task(4, 'room');
      host.set(in_round('ranking', { box: waiting_box() }));
      await assert_soon(() => commands(host, 'return_part').length === 1);
      assert.equal(asking.read(commands(host, 'return_part')[0]).part, 'room');
      await page.getByText('Nothing is lost: waiting for devices').first().waitFor();
    });
  });
});

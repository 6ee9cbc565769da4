// SPDX-License-Identifier: Apache-2.0
// The room moves on while people are at something.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { open_scene } from '../support/browser.mjs';
import { box, in_round, scenes } from '../support/scenes.mjs';
import { announced, focused, proposals_room, ranking_room, seated, with_host } from '../support/story.mjs';

describe('when the room moves on', () => {
  test('nobody who is writing is disturbed: the page stays, the focus stays, an offer appears', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'propose', seated(proposals_room()));
      await page.getByLabel('Title').fill('Half a thou');
      host.set(in_round('clarification'));
      await page.getByRole('button', { name: 'Go to the proposals' }).waitFor();
      assert.equal(await focused(page), 'title-0');
      await page.keyboard.type('ght');
      assert.equal(await page.locator('main').getAttribute('data-screen'), 'propose');
      assert.equal(await page.getByLabel('Title').inputValue(), 'Half a thou');
      await page.getByText('This is closed now.').waitFor();
      await page.getByRole('button', { name: 'Go to the proposals' }).click();
      await page.getByRole('heading', { level: 1, name: 'The proposals' }).waitFor();
      assert.equal(await focused(page), 'title');
      // The unfinished text comes back when proposals are opened once more in this round.
      host.set(proposals_room(7));
      await page.getByLabel('Title').waitFor();
      assert.equal(await page.getByLabel('Title').inputValue(), 'Half a thou');
    });
  });

  test('who only waits is taken along, and the focus on the heading stays', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      await page.getByRole('button', { name: 'Put in “no opinion on any”' }).click();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      host.set(scenes.standings.room());
      await page.getByRole('heading', { level: 1, name: 'The standings' }).waitFor();
      assert.equal(await focused(page), 'title');
    });
  });

  test('it is announced once, and a number that ticks is not', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'lobby', scenes.lobby);
      host.set(in_round('ranking', { box: box(4, 'ranking', { turnout: 1 }) }));
      await page.getByRole('heading', { level: 1, name: 'Rank the proposals' }).waitFor();
      for (const turnout of [2, 3, 4, 5])
        host.set(in_round('ranking', { box: box(4, 'ranking', { turnout }) }));
      await page.locator('main').getByText('5 of 23 in').waitFor();
      assert.deepEqual(await announced(page), [
        'Now: Take your seat.',
        'Now: Welcome.',
        'Now: Rank the proposals.',
      ]);
    });
  });
});

// SPDX-License-Identifier: Apache-2.0
// Losses, reloads and restarts in the middle of things.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { open_scene, rank_some } from '../support/browser.mjs';
import { scenes } from '../support/scenes.mjs';
import { focused, proposals_room, ranking_room, seated, titles, with_host } from '../support/story.mjs';

describe('a bad connection', () => {
  test('what was put in while the host was away goes in by itself, once', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      await rank_some(page);
      host.hold_answers = true;
      await page.getByRole('button', { name: 'Put my ranking in' }).click();
      await page.getByText('Putting it in …').waitFor();
      host.hold_answers = false;
      host.drop_all();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      assert.equal(host.deposits(4).length, 1);
    });
  });

  test('a reload while it is on its way puts the same in again', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      await rank_some(page);
      host.hold_answers = true;
      await page.getByRole('button', { name: 'Put my ranking in' }).click();
      await page.getByText('Putting it in …').waitFor();
      host.hold_answers = false;
      await page.reload();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      assert.equal(host.deposits(4).length, 1);
    });
  });

  test('the host goes away and comes back: said so, the draft stays, nothing is asked twice', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      await rank_some(page);
      const port = host.port;
      await host.stop();
      await page.getByText('The organiser’s laptop is not answering', { exact: true }).waitFor();
      await page.getByText('Reconnecting …').waitFor();
      await page.getByRole('button', { name: 'Rank next: 5.' }).click();
      await host.start(port);
      await page.getByText('Connected', { exact: true }).waitFor({ timeout: 15000 });
      assert.equal((await titles(page)).length, 4);
    });
  });

  test('a device that is offline is told apart from a host that is away', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      await context.setOffline(true);
      host.drop_all();
      await page.getByText('This device is offline', { exact: true }).waitFor();
      await context.setOffline(false);
      await page.getByText('Connected', { exact: true }).waitFor({ timeout: 15000 });
    });
  });

  test('after a restart of the host what was in is offered again, and not shown', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'restarted', scenes.restarted);
      assert.equal(await page.getByText('Home first').count(), 0);
      await page.getByRole('button', { name: 'Put it in again' }).click();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      assert.deepEqual(host.deposits(14).at(-1).content.ranking, [[3], [2, 4]]);
    });
  });

  test('a restart of the host leaves somebody who is writing where they are', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'propose', seated(proposals_room()));
      await page.getByLabel('Title').fill('A hu');
      host.room = proposals_room(11);
      await host.restart();
      await page.locator('main').getByText('What you wrote is still here').waitFor({ timeout: 15000 });
      assert.equal(await focused(page), 'title-0');
      await page.keyboard.type('b');
      assert.equal(await page.getByText('The room has moved on.').count(), 0);
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      assert.deepEqual(host.deposits(11).at(-1).content.entries, [{ title: 'A hub', text: '' }]);
    });
  });

  test('an unsent draft outlives a restart of the host and a reload together', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'propose', seated(proposals_room()));
      await page.getByLabel('Title').fill('A hub');
      host.room = proposals_room(11);
      await host.restart();
      await page.reload();
      await page.locator('main').getByText('What you wrote is still here').waitFor();
      assert.equal(await page.getByLabel('Title').inputValue(), 'A hub');
    });
  });
});

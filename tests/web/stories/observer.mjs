// SPDX-License-Identifier: Apache-2.0
// Watching without a seat.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { open_scene } from '../support/browser.mjs';
import { scenes } from '../support/scenes.mjs';
import { proposals_room, with_host } from '../support/story.mjs';

describe('an observer', () => {
  test('sees everything and is offered nothing to put in', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'observer-box', scenes['observer-box']);
      await page.getByText('You are watching').waitFor();
      for (const room of [
        proposals_room(9),
        scenes.consent.room(),
        scenes.standings.room(),
        scenes.outcome.room(),
      ]) {
        host.set(room);
        await page.locator('main').waitFor();
        assert.equal(await page.getByRole('textbox').count(), 0);
        assert.equal(await page.getByRole('button', { name: /put .* in/i }).count(), 0);
      }
      assert.equal(host.received.length, 0);
      assert.equal(host.hellos.at(-1).role, 'observer');
      assert.equal(host.hellos.at(-1).seat_key, undefined);
      await page.reload();
      await page.getByText('You are watching').waitFor();
    });
  });
});

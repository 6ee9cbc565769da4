// SPDX-License-Identifier: Apache-2.0
// Ticks, and how safe it is to speak.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { open_scene } from '../support/browser.mjs';
import { box, in_round, lobby, safety, scenes } from '../support/scenes.mjs';
import { announced, assert_soon, focused, with_host } from '../support/story.mjs';

describe('a shortlist', () => {
  test('by keyboard: up to four ticks, counted; a fifth is explained and not taken', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'shortlist', scenes.shortlist);
      const tick = async (name) => {
        await page.getByRole('checkbox', { name }).focus();
        await page.keyboard.press('Space');
      };
      for (const name of ['2. One', '3. Home', '7. A night', '8. One']) await tick(name);
      await page.getByText('4 of 4 ticked, 0 left.').waitFor();
      await tick('10. Beds');
      assert.equal(await page.getByRole('checkbox', { name: '10. Beds' }).isChecked(), false);
      assert.equal((await announced(page)).at(-1), '4 are ticked. Untick one to tick another.');
      await tick('3. Home');
      await tick('10. Beds');
      await page.getByRole('button', { name: 'Put my ticks in' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Your ticks are in' }).waitFor();
      assert.equal(await focused(page), 'title');
      assert.deepEqual(host.deposits(9).at(-1).content, { type: 'shortlist', ticks: [2, 7, 8, 10] });
      await page.getByRole('button', { name: 'Change it' }).click();
      assert.equal(await page.getByRole('checkbox', { checked: true }).count(), 0);
    });
  });

  test('none is an answer, and silence is none: nothing goes by itself at the last call', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'shortlist', scenes.shortlist);
      const room = scenes.shortlist.room();
      room.box = { ...room.box, last_call: true };
      host.set(room);
      await page.getByText('Last call.', { exact: true }).first().waitFor();
      await page.getByRole('button', { name: 'Put in “none of them”' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your ticks are in' }).waitFor();
      assert.deepEqual(
        host.deposits(9).map((one) => one.content),
        [{ type: 'shortlist', ticks: [] }],
      );
    });
  });
});

describe('how safe it is to speak', () => {
  test('an answer is chosen, put in, and gone from the screen; the room’s sentence stays in view', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'safety', scenes.safety);
      await page.getByRole('button', { name: 'Put my answer in' }).click();
      await page.getByText('Choose one of the answers.').waitFor();
      await page.getByRole('radio', { name: /^It is not safe/ }).check();
      await page.getByRole('button', { name: 'Put my answer in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your answer is in' }).waitFor();
      assert.deepEqual(host.deposits(20).at(-1).content, { type: 'safety', answer: 'not_safe' });
      assert.equal(await page.getByText('It is not safe').count(), 0);
      host.set({ ...lobby(), safety });
      await page.getByRole('region', { name: 'How safe it is to speak here' }).waitFor();
      await assert_soon(() => page.getByText(safety.words).count());
      assert.ok((await announced(page)).some((line) => line.endsWith(safety.words)));
      host.set(in_round('ranking', { box: box(4, 'ranking'), safety }));
      await page.getByRole('heading', { level: 1, name: 'Rank the proposals' }).waitFor();
      assert.ok(await page.getByText(safety.words).first().isVisible());
    });
  });

  test('who would rather not say looks like any other; a device that was silent answers nothing', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'safety', scenes.safety);
      host.set({ ...lobby(), box: box(20, 'safety', { last_call: true }) });
      await assert_soon(() => host.deposits(20).length === 1);
      await page.getByRole('radio', { name: /^I would rather not say/ }).check();
      await page.getByRole('button', { name: 'Put my answer in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your answer is in' }).waitFor();
      const blobs = host.deposits(20).map((one) => one.blob);
      assert.deepEqual(
        host.deposits(20).map((one) => one.content),
        Array(2).fill({ type: 'safety', answer: 'nothing' }),
      );
      assert.equal(blobs[0].length, blobs[1].length);
    });
  });
});

// SPDX-License-Identifier: Apache-2.0
// What anybody can say without a name, and what can be asked about anonymity.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { open_scene } from '../support/browser.mjs';
import { box, in_round, scenes } from '../support/scenes.mjs';
import { announced, assert_soon, focused, ranking_room, seated, with_host } from '../support/story.mjs';

describe('without a name', () => {
  test('a pause is asked for in two steps, disturbs nothing, and leaves no trace on the screen', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', scenes['rank-some']);
      const pause = page.getByRole('button', { name: 'Please pause' });
      await pause.click();
      await page.getByText('It reaches them some minutes later').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      assert.deepEqual(host.signals, []);
      // Escape closed the dialog and covered nothing.
      assert.equal(await page.getByRole('button', { name: 'Show it again' }).count(), 0);
      await pause.click();
      await page.getByRole('button', { name: 'Ask for a pause' }).click();
      await page.getByText('Asked. It reaches the organiser').waitFor();
      assert.deepEqual(host.signals, ['please_pause']);
      await page.getByRole('button', { name: 'Close' }).click();
      assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Please pause');
      assert.equal(await page.getByText('Asked.').count(), 0);
      assert.equal(await page.locator('ol.ranked > li').count(), 3);
    });
  });

  test('more time is asked for once in each minute, and everybody hears that there is more', async () => {
    await with_host(async (context, host) => {
      const last = { last_call: true, last_call_seconds_left: 20 };
      const page = await open_scene(context, host, 'rank', seated(ranking_room(4, last)));
      const more = page.getByRole('button', { name: 'I need more time' });
      await more.focus();
      await page.keyboard.press('Enter');
      await page.getByText('Asked. When the time is up').waitFor();
      await page.keyboard.press('Enter');
      assert.deepEqual(host.signals, ['more_time']);
      host.set(ranking_room(4, { last_call: true, last_call_seconds_left: 80, more_time: true }));
      await page.getByRole('timer').filter({ hasText: '1:' }).waitFor();
      assert.ok(
        (await announced(page)).includes('Somebody asked for more time, so there is one more minute.'),
      );
      assert.equal(
        await page.evaluate(() => document.activeElement?.textContent?.trim()),
        'I need more time',
      );
      // The minute that was given can be made longer in its turn.
      await page.keyboard.press('Enter');
      await page.getByText('Asked. When the time is up').waitFor();
      await page.keyboard.press('Enter');
      assert.deepEqual(host.signals, ['more_time', 'more_time']);
    });
  });

  test('a refusal is said, and it can be asked again', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', scenes['rank-last-call']);
      host.refuse_next = { refusal: 'too_fast', sentence: 'That was too fast. Try again in a moment.' };
      await page.getByRole('button', { name: 'I need more time' }).click();
      await page.locator('main').getByText('That was too fast.').waitFor();
      await page.getByRole('button', { name: 'I need more time' }).click();
      await assert_soon(() => host.signals.length === 1);
    });
  });

  test('merged proposals can be kept apart for as long as the host says', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'proposals', scenes.proposals);
      assert.equal(await page.getByRole('button', { name: 'Keep these apart' }).count(), 0);
      host.may_keep_apart = true;
      host.set(scenes.merged.room());
      await page
        .getByText('They were “2. One discharge hub for the whole county” and “4. Voluntary')
        .waitFor();
      await page.getByRole('button', { name: 'Keep these apart' }).click();
      await page.getByText('The organiser reads it without a name.').waitFor();
      assert.deepEqual(host.signals, ['keep_apart']);
      assert.ok((await announced(page)).some((line) => line.startsWith('Two proposals were made into one.')));
      host.may_keep_apart = false;
      host.show_all();
      await page.getByRole('button', { name: 'Keep these apart' }).waitFor({ state: 'detached' });
    });
  });
});

describe('how this is anonymous', () => {
  test('can be read from every promise, and reading is not disturbed when the room moves on', async () => {
    await with_host(async (context, host) => {
      for (const name of ['propose', 'ask', 'answer', 'rank', 'consent', 'shortlist', 'safety']) {
        const page = await open_scene(context, host, name, { ...scenes[name], do: undefined });
        const promise = page.getByRole('region', { name: 'Who can see this' });
        await promise.getByText(host.room.box.promise.split('.')[0]).waitFor();
        await promise.getByRole('button', { name: 'How is this anonymous?' }).click();
        await page.getByRole('dialog', { name: 'How is this anonymous?' }).waitFor();
        await page.getByText('The key to the box is split.').waitFor();
        host.set(in_round('clarification', { box: box(30, 'questions') }));
        if (name !== 'ask') await page.getByText('The room has moved on.', { exact: true }).waitFor();
        assert.ok(await page.getByRole('dialog').isVisible());
        await page.getByRole('button', { name: 'Close' }).click();
        await page.close();
        await context.clearCookies();
      }
    });
  });
});

describe('covering', () => {
  test('Escape hides what is written and not put in; it comes back where it was', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'propose', scenes['propose-filled']);
      await page.getByLabel('Title').focus();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Show it again' }).waitFor();
      assert.equal(await focused(page), 'uncover');
      assert.equal(await page.getByLabel('Title').isVisible(), false);
      await page.keyboard.press('Enter');
      assert.equal(await focused(page), 'title-0');
      assert.equal(await page.getByLabel('Title').inputValue(), 'A night team for care homes');
      await page.getByRole('button', { name: 'Cover it' }).click();
      await page.getByRole('button', { name: 'Show it again' }).click();
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
    });
  });

  test('Escape puts a lifted proposal back first, and covers the next time', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', scenes['rank-some']);
      await page.getByRole('button', { name: 'Move 3. Home' }).focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Escape');
      assert.equal(await page.getByRole('button', { name: 'Show it again' }).count(), 0);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Show it again' }).waitFor();
      assert.equal(await page.locator('ol.ranked').isVisible(), false);
    });
  });
});

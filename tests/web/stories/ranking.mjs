// SPDX-License-Identifier: Apache-2.0
// The ranking by keyboard, mouse and finger, and what becomes of it.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { address, open_scene, rank_some } from '../support/browser.mjs';

import { announced, focused, phone, ranking_room, seated, titles, with_host } from '../support/story.mjs';

describe('ranking', () => {
  test('by keyboard alone: join, lift, move, tie, undo, put in', async () => {
    await with_host(async (context, host) => {
      host.room = ranking_room();
      const page = await context.newPage();
      await page.goto(address(host, 'KDRTMWPA'));
      await page.getByRole('heading', { level: 1, name: 'Take your seat' }).waitFor();
      const press = async (...keys) => {
        for (const key of keys) await page.keyboard.press(key);
      };
      const tab_to = async (name) => {
        for (let count = 0; count < 80; count += 1) {
          const label = await page.evaluate(() => {
            const element = document.activeElement;
            return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
          });
          if (label.trim().startsWith(name)) return;
          await press('Tab');
        }
        assert.fail(`the focus never came to ${name}`);
      };
      await press('Tab', 'Tab', 'ArrowDown', 'ArrowDown');
      await tab_to('Take a seat');
      await press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Rank the proposals' }).waitFor();
      assert.equal(await focused(page), 'title');

      // Choosing leads from one to the next.
      await tab_to('Rank next: 2.');
      await press('Enter', 'Enter', 'Enter', 'Enter', 'Enter');
      assert.equal(await focused(page), 'put-in');
      assert.deepEqual(await titles(page), [
        '2. One discharge hub for the whole county',
        '3. Home first: assess people at home, not on the ward',
        '4. Voluntary drivers and a warm house',
        '5. A shared discharge lounge with a pharmacy',
        'No change',
      ]);

      // Lift, move, put back; lift, move to the end, drop. The focus stays on the grip.
      await page.getByRole('button', { name: 'Move 2. One' }).focus();
      await press('Space', 'ArrowDown', 'ArrowDown');
      assert.equal(await focused(page), 'grip-2');
      assert.equal((await titles(page)).indexOf('2. One discharge hub for the whole county'), 2);
      await press('Escape');
      assert.equal((await titles(page))[0], '2. One discharge hub for the whole county');
      await press('Space', 'End', 'Space');
      assert.equal(await focused(page), 'grip-2');
      assert.equal((await titles(page)).at(-1), '2. One discharge hub for the whole county');
      assert.match((await announced(page)).at(-1), /^2\. One discharge hub .* dropped, place 5 of 5\.$/);

      await page.getByRole('button', { name: 'Up: 2. One' }).focus();
      await press('Enter');
      assert.equal((await titles(page)).at(-2), '2. One discharge hub for the whole county');
      await page
        .getByRole('button', { name: 'Level with above: 2. One discharge hub for the whole county and 5.' })
        .focus();
      await press('Space');
      assert.match((await announced(page)).at(-1), /place 3 of 4, level with 5\. A shared/);
      await tab_to('No opinion on 2.');
      await press('Enter');
      assert.equal(await focused(page), 'add-2');
      await page.getByRole('button', { name: 'Undo' }).focus();
      await press('Enter');
      await page.getByRole('button', { name: 'Put my ranking in' }).focus();
      await press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Your ranking is in' }).waitFor();
      assert.equal(await focused(page), 'title');
      assert.deepEqual(host.deposits(4).at(-1).content, {
        type: 'ranking',
        ranking: [[3], [4], [2, 5], [1]],
      });
    });
  });

  test('by mouse: dragging moves a proposal by places and never makes a tie', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      for (const name of ['No change', '2. One', '3. Home', '4. Vol']) {
        await page.getByRole('button', { name: `Rank next: ${name}` }).click();
      }
      const drag = async (name, to) => {
        const from = await page.getByRole('button', { name: `Move ${name}` }).boundingBox();
        const target = await page.getByRole('button', { name: `Move ${to.name}` }).boundingBox();
        await page.mouse.move(from.x + 10, from.y + 10);
        await page.mouse.down();
        await page.mouse.move(target.x + 10, target.y + to.offset, { steps: 8 });
        return () => page.mouse.up();
      };
      await (
        await drag('4. Vol', { name: 'No change', offset: -8 })
      )();
      assert.equal((await titles(page))[0], '4. Voluntary drivers and a warm house');
      await (
        await drag('4. Vol', { name: '3. Home', offset: 60 })
      )();
      assert.equal((await titles(page))[3], '4. Voluntary drivers and a warm house');
      const release = await drag('4. Vol', { name: 'No change', offset: -8 });
      await page.keyboard.press('Escape');
      await release();
      assert.equal((await titles(page))[3], '4. Voluntary drivers and a warm house');
      await page.getByRole('button', { name: 'Put my ranking in' }).click();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      assert.deepEqual(host.deposits(4).at(-1).content.ranking, [[1], [2], [3], [4]]);
    });
  });

  test('by finger: dragging the grip moves, dragging elsewhere scrolls', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      for (const name of ['2. One', '3. Home', '4. Vol']) {
        await page.getByRole('button', { name: `Rank next: ${name}` }).tap();
      }
      await page.locator('ol.ranked').scrollIntoViewIfNeeded();
      const devtools = await context.newCDPSession(page);
      const touch = (type, x, y) =>
        devtools.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: type === 'touchEnd' ? [] : [{ x, y }],
        });
      const from = await page.getByRole('button', { name: 'Move 4. Vol' }).boundingBox();
      const target = await page.getByRole('button', { name: 'Move 2. One' }).boundingBox();
      await touch('touchStart', from.x + 20, from.y + 20);
      // As slowly as a finger: a flick would make Chromium swallow the next tap.
      for (let step = 1; step <= 8; step += 1) {
        await touch('touchMove', from.x + 20, from.y + 20 + ((target.y - 12 - from.y - 20) * step) / 8);
        await page.waitForTimeout(30);
      }
      await page.waitForTimeout(150);
      await touch('touchEnd', 0, 0);
      await page.waitForFunction(() =>
        document.querySelector('ol.ranked .title')?.textContent?.startsWith('4.'),
      );
      await page.getByRole('button', { name: 'Put my ranking in' }).tap();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      assert.deepEqual(host.deposits(4).at(-1).content.ranking, [[4], [2], [3]]);
    }, phone);
  });

  test('a reload in the middle keeps the draft; what is in is never shown again nor kept', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      await rank_some(page);
      const before_reload = await titles(page);
      await page.reload();
      await page.locator('ol.ranked').waitFor();
      assert.deepEqual(await titles(page), before_reload);
      await page.getByRole('button', { name: 'Put my ranking in' }).click();
      await page.getByText('Nobody can see it, this screen included.').waitFor();
      const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
      assert.ok(!kept.includes('ranking'), kept);
      assert.equal(await page.getByText('Home first').count(), 0);
      await page.reload();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      await page.getByRole('button', { name: 'Change it' }).click();
      assert.deepEqual(await titles(page), []);
      await page.getByRole('button', { name: 'Rank next: 5.' }).click();
      await page.getByRole('button', { name: 'Put my ranking in' }).click();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      const sequences = host.deposits(4).map((one) => one.sequence);
      assert.deepEqual(
        sequences,
        [...sequences].sort((one, other) => one - other),
      );
      assert.equal(new Set(sequences).size, 2);
      assert.deepEqual(host.deposits(4).at(-1).content.ranking, [[5]]);
    });
  });

  test('no opinion on anything is a ranking too', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      await page.getByRole('button', { name: 'Put in “no opinion on any”' }).click();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      assert.deepEqual(host.deposits(4).at(-1).content, { type: 'ranking', ranking: [] });
    });
  });
});

// SPDX-License-Identifier: Apache-2.0
// The built page in Chromium against the fake host, as a page that is not a secure context: every screen and state
// checked with axe, then stories that a person could tell. Run by `npm run test:screens` in app/web.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import test, { after, before, describe } from 'node:test';
import { FakeHost } from './support/fake_host.mjs';
import { address, after_scene, axe_source_path, chromium_path, launch, open_scene, rank_some } from './support/browser.mjs';
import { asking, box, hostile, in_round, lobby, proposals, scenes } from './support/scenes.mjs';

if (!existsSync(chromium_path)) {
  process.stderr.write(`Skipped: there is no ${chromium_path}. Install Debian's package chromium.\n`);
  process.exit(4);
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const laptop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
// A phone 360 pixels wide, and a laptop at 200 % zoom.
const narrow = { viewport: { width: 360, height: 640 } };
const zoomed = { viewport: { width: 640, height: 400 } };

let browser;
let host;
let axe_source;

before(async () => {
  browser = await launch();
  axe_source = await readFile(axe_source_path, 'utf8');
});
after(async () => {
  await browser.close();
});

// A browser with an empty memory, and a list of everything that went wrong in its pages.
async function new_browser(options = laptop) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const wrong = [];
  context.on('weberror', (error) => wrong.push(String(error.error())));
  context.on('console', (message) => {
    const about_the_network = /WebSocket connection|ERR_CONNECTION|net::/.test(message.text());
    if (message.type() === 'error' && !about_the_network) wrong.push(message.text());
  });
  context.on('request', (request) => {
    if (!request.url().startsWith(`http://equivox.test:${host.port}/`)) wrong.push(`request to ${request.url()}`);
  });
  return { context, wrong };
}

async function with_host(story, options) {
  host = await new FakeHost().start();
  const { context, wrong } = await new_browser(options);
  try {
    await story(context);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
    await host.stop();
  }
}

async function axe_violations(page) {
  await page.evaluate(axe_source);
  const found = await page.evaluate(
    (run_only) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: run_only } }),
    tags,
  );
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

// Controls smaller than 44 pixels either way, among those that can be seen. A radio button's target is its label.
function small_targets(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, summary, select, textarea, input[type=text], label.choice')]
      .filter((element) => element.checkVisibility())
      .map((element) => ({ box: element.getBoundingClientRect(), html: element.outerHTML.slice(0, 120) }))
      .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
      .map(({ html }) => html),
  );
}

const seated = (room) => ({ seat: 7, room: () => room });
const ranking_room = (id = 4, more = {}) => in_round('ranking', { box: box(id, 'ranking', more) });
const proposals_room = (id = 1, more = {}) => in_round('proposals', { box: box(id, 'proposals', more) });
const titles = (page) => page.locator('ol.ranked .title').allTextContents();
const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);
const announced = (page) => page.locator('[role=status] p').allTextContents();

describe('every screen', () => {
  for (const [name, scene] of Object.entries(scenes)) {
    test(`${name}: axe finds nothing, nothing overflows, targets are large enough`, async () => {
      await with_host(async (context) => {
        const page = await open_scene(context, host, name, scene);
        assert.equal(await page.evaluate(() => window.isSecureContext), false);
        for (const [scheme, size] of [['light', laptop], ['dark', phone], ['light', narrow], ['light', zoomed]]) {
          await page.setViewportSize(size.viewport);
          await page.emulateMedia({ colorScheme: scheme });
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          assert.ok(overflow <= 0, `${overflow} pixels too wide at ${size.viewport.width}`);
          assert.deepEqual(await small_targets(page), []);
          if (size === laptop || size === phone) assert.deepEqual(await axe_violations(page), []);
        }
        await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
        assert.deepEqual(await axe_violations(page), []);
        await after_scene(host, scene);
      });
    });
  }
});

describe('joining', () => {
  test('a code in the address leads to the seats; a reload and a second tab come back to the seat', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'lobby', scenes.lobby);
      await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();
      assert.equal(await focused(page), 'title');
      await page.reload();
      await page.getByText('You are St Mary’s 2').waitFor();
      assert.equal(host.received.filter((one) => one.command.type === 'take_seat').length, 1);

      const second = await context.newPage();
      await second.goto(address(host, ''));
      await second.getByText('You are St Mary’s 2').waitFor();
      await page.getByRole('heading', { name: 'Your seat is open in another window' }).waitFor();
      assert.notEqual(host.hellos.at(-1).client, host.hellos.at(-2).client);
      await page.getByRole('button', { name: 'Use it here' }).click();
      await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();
      await second.getByRole('heading', { name: 'Your seat is open in another window' }).waitFor();
    });
  });

  test('a wrong code is asked again, however it was typed', async () => {
    await with_host(async (context) => {
      host.room = lobby();
      const page = await context.newPage();
      await page.goto(address(host, ''));
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByText('Type the room code that is shown').waitFor();
      await page.getByLabel('Room code').fill('nonsense');
      await page.keyboard.press('Enter');
      await page.getByText('That is not the room code').waitFor();
      await page.getByLabel('Room code').fill('kdrt-mwpa');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Take your seat' }).waitFor();
    });
  });

  test('a full organisation can not be chosen, and a refusal is a sentence', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'take-seat', scenes['take-seat']);
      assert.ok(await page.getByRole('radio', { name: /Hospice/ }).isDisabled());
      await page.getByRole('button', { name: 'Take a seat' }).click();
      await page.getByText('Choose your organisation first.').waitFor();
      host.refuse_next = { refusal: 'organisation_full', sentence: 'Every seat of this organisation is taken.' };
      await page.getByRole('radio', { name: /GP Federation/ }).check();
      await page.getByRole('button', { name: 'Take a seat' }).click();
      await page.getByText('Every seat of this organisation is taken.').first().waitFor();
      await page.getByRole('button', { name: 'Take a seat' }).click();
      await page.getByText('You are St Mary’s 2').waitFor();
    });
  });

  test('a freed seat leads back to the seats, with a new key', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'lobby', scenes.lobby);
      const key = host.hellos.at(-1).seat_key;
      host.seats.clear();
      host.goodbye_to_all('seat_freed');
      await page.getByText('Your seat was freed by the organiser').waitFor();
      assert.notEqual(host.hellos.at(-1).seat_key, key);
    });
  });

  test('leaving a seat asks first, and leads back to the seats', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'lobby', scenes.lobby);
      await page.getByRole('button', { name: 'Leave my seat' }).click();
      assert.equal(await focused(page), 'leave-no');
      await page.getByRole('button', { name: 'Stay' }).click();
      await page.getByRole('button', { name: 'Leave my seat' }).click();
      await page.getByRole('button', { name: 'Yes, leave it' }).click();
      await page.getByRole('heading', { level: 1, name: 'Take your seat' }).waitFor();
    });
  });
});

describe('ranking', () => {
  test('by keyboard alone: join, lift, move, tie, undo, put in', async () => {
    await with_host(async (context) => {
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
      await page.getByRole('button', { name: 'Level with above: 2. One discharge hub for the whole county and 5.' }).focus();
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
      assert.deepEqual(host.deposits(4).at(-1).content, { type: 'ranking', ranking: [[3], [4], [5, 2], [1]] });
    });
  });

  test('by mouse: dragging moves a proposal by places and never makes a tie', async () => {
    await with_host(async (context) => {
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
      await (await drag('4. Vol', { name: 'No change', offset: -8 }))();
      assert.equal((await titles(page))[0], '4. Voluntary drivers and a warm house');
      await (await drag('4. Vol', { name: '3. Home', offset: 60 }))();
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
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      for (const name of ['2. One', '3. Home', '4. Vol']) {
        await page.getByRole('button', { name: `Rank next: ${name}` }).tap();
      }
      await page.locator('ol.ranked').scrollIntoViewIfNeeded();
      const devtools = await context.newCDPSession(page);
      const touch = (type, x, y) =>
        devtools.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
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
      await page.waitForFunction(() => document.querySelector('ol.ranked .title')?.textContent?.startsWith('4.'));
      await page.getByRole('button', { name: 'Put my ranking in' }).tap();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      assert.deepEqual(host.deposits(4).at(-1).content.ranking, [[4], [2], [3]]);
    }, phone);
  });

  test('a reload in the middle keeps the draft; what is in is never shown again nor kept', async () => {
    await with_host(async (context) => {
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
      assert.deepEqual(sequences, [...sequences].sort((one, other) => one - other));
      assert.equal(new Set(sequences).size, 2);
      assert.deepEqual(host.deposits(4).at(-1).content.ranking, [[5]]);
    });
  });

  test('no opinion on anything is a ranking too', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      await page.getByRole('button', { name: 'Put in “no opinion on any”' }).click();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      assert.deepEqual(host.deposits(4).at(-1).content, { type: 'ranking', ranking: [] });
    });
  });
});

describe('texts', () => {
  test('a proposal, another, and nothing', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'propose', seated(proposals_room()));
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByText('There is nothing to put in yet.').first().waitFor();
      await page.getByLabel('What exactly should we do?').fill('One clause.');
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByText('Give it a title.').waitFor();
      assert.equal(await focused(page), 'title-0');
      await page.getByLabel('Title').fill('First');
      await page.getByRole('button', { name: 'Add another' }).click();
      await page.getByRole('group', { name: 'Proposal 2' }).getByLabel('Title').fill('Second');
      host.refuse_next = { refusal: 'too_many_entries', sentence: 'That is more than one person can put in here.' };
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.locator('main').getByText('That is more than one person can put in here.').waitFor();
      await page.getByRole('button', { name: 'Remove number 2' }).click();
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your part is in' }).waitFor();
      assert.deepEqual(host.deposits(1).at(-1).content.entries, [{ title: 'First', text: 'One clause.' }]);
      await page.getByRole('button', { name: 'Change it' }).click();
      assert.equal(await page.getByLabel('Title').inputValue(), 'First');
      await page.getByRole('button', { name: 'Nothing from me' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your part is in' }).waitFor();
      assert.deepEqual(host.deposits(1).at(-1).content, { type: 'proposals', entries: [] });
    });
  });

  test('hostile texts are shown as texts and travel as they were typed', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'hostile', scenes.hostile);
      assert.match(await page.title(), /^The proposals/);
      assert.equal(await page.locator('main img, main script, main b').count(), 0);
      for (const text of [hostile.html, hostile.format, hostile.long]) {
        assert.ok((await page.locator('main').textContent()).includes(text), text.slice(0, 30));
      }
      host.set(proposals_room(2));
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.getByRole('button', { name: 'Go to writing proposals' }).or(page.getByLabel('Title')).first().waitFor();
      const go = page.getByRole('button', { name: 'Go to writing proposals' });
      if (await go.count()) await go.click();
      await page.getByLabel('Title').fill(hostile.bidi);
      await page.getByLabel('What exactly should we do?').fill(hostile.long);
      await page.getByText('8000 characters too many').waitFor();
      await page.getByRole('button', { name: 'Put it in' }).click();
      assert.equal(await focused(page), 'text-0');
      await page.getByLabel('What exactly should we do?').fill(`${hostile.html}\n${hostile.format}\n${hostile.invisible}`);
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      assert.deepEqual(host.deposits(2).at(-1).content.entries, [
        { title: hostile.bidi, text: `${hostile.html}\n${hostile.format}\n${hostile.invisible}`.trim() },
      ]);
    });
  });

  test('questions and answers', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'ask', scenes.ask);
      await page.getByRole('textbox', { name: 'Your question' }).fill('Who pays?');
      await page.getByLabel('About').selectOption('2');
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      assert.deepEqual(host.deposits(2).at(-1).content.entries, [{ about: 2, text: 'Who pays?' }]);
      host.set(scenes.answer.room());
      await page.getByRole('heading', { level: 1, name: 'Answer a question' }).waitFor();
      assert.equal(await focused(page), 'title');
      await page.getByRole('button', { name: 'Answer this: What do the figures' }).click();
      await page.keyboard.type('Three of four.');
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      assert.deepEqual(host.deposits(3).at(-1).content.entries, [{ question: 3, text: 'Three of four.' }]);
    });
  });

  test('can you live with this: an objection names a clause, a yes names nothing', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'consent', scenes.consent);
      await page.getByRole('button', { name: 'Put my answer in' }).click();
      await page.getByText('Choose one of the answers.').waitFor();
      await page.getByRole('radio', { name: /No, because/ }).check();
      await page.getByRole('button', { name: 'Put my answer in' }).click();
      await page.getByText('Write the reason: without it').waitFor();
      assert.equal(await focused(page), 'reason-0');
      await page.getByRole('textbox', { name: 'Your reason' }).fill('Evenings.');
      await page.getByLabel('Which part?').selectOption('1');
      await page.getByText('Or would you simply prefer something else?').waitFor();
      await page.getByRole('button', { name: 'Put my answer in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your answer is in' }).waitFor();
      const objection = { type: 'consent', answer: 'objection', clause: 1, reason: 'Evenings.' };
      assert.deepEqual(host.deposits(5).at(-1).content, objection);
      await page.getByRole('button', { name: 'Change it' }).click();
      assert.equal(await page.getByRole('radio', { checked: true }).count(), 0);
      await page.getByRole('radio', { name: /^Yes I can live/ }).check();
      await page.getByRole('button', { name: 'Put my answer in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your answer is in' }).waitFor();
      assert.deepEqual(host.deposits(5).at(-1).content, { type: 'consent', answer: 'yes', reason: '' });
    });
  });
});

describe('when the room moves on', () => {
  test('nobody who is writing is disturbed: the page stays, the focus stays, an offer appears', async () => {
    await with_host(async (context) => {
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
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      await page.getByRole('button', { name: 'Put in “no opinion on any”' }).click();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      host.set(scenes.standings.room());
      await page.getByRole('heading', { level: 1, name: 'The standings' }).waitFor();
      assert.equal(await focused(page), 'title');
    });
  });

  test('it is announced once, and a number that ticks is not', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'lobby', scenes.lobby);
      host.set(in_round('ranking', { box: box(4, 'ranking', { turnout: 1 }) }));
      await page.getByRole('heading', { level: 1, name: 'Rank the proposals' }).waitFor();
      for (const turnout of [2, 3, 4, 5]) host.set(in_round('ranking', { box: box(4, 'ranking', { turnout }) }));
      await page.locator('main').getByText('5 of 23 in').waitFor();
      assert.deepEqual(await announced(page), ['Now: Take your seat.', 'Now: Welcome.', 'Now: Rank the proposals.']);
    });
  });
});

describe('last call', () => {
  test('a device that gave nothing deposits nothing by itself, and the writing goes on', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'propose', seated(proposals_room()));
      await page.getByLabel('Title').fill('Not ready');
      host.set(proposals_room(1, { last_call: true, last_call_seconds_left: 60 }));
      await page.getByText('Last call.', { exact: true }).first().waitFor();
      await page.waitForFunction(() => document.querySelector('[role=timer]')?.textContent?.startsWith('0:5'));
      assert.deepEqual(host.deposits(1).map((one) => one.content), [{ type: 'proposals', entries: [] }]);
      assert.equal(await page.getByLabel('Title').inputValue(), 'Not ready');
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      assert.equal(host.deposits(1).at(-1).content.entries[0].title, 'Not ready');
    });
  });

  test('a device that gave something deposits the same once more', async () => {
    await with_host(async (context) => {
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
    await with_host(async (context) => {
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

describe('a bad connection', () => {
  test('what was put in while the host was away goes in by itself, once', async () => {
    await with_host(async (context) => {
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
    await with_host(async (context) => {
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
    await with_host(async (context) => {
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
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'rank', seated(ranking_room()));
      await context.setOffline(true);
      host.drop_all();
      await page.getByText('This device is offline', { exact: true }).waitFor();
      await context.setOffline(false);
      await page.getByText('Connected', { exact: true }).waitFor({ timeout: 15000 });
    });
  });

  test('after a restart of the host what was in is offered again, and not shown', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'restarted', scenes.restarted);
      assert.equal(await page.getByText('Home first').count(), 0);
      await page.getByRole('button', { name: 'Put it in again' }).click();
      await page.getByRole('heading', { name: 'Your ranking is in' }).waitFor();
      assert.deepEqual(host.deposits(14).at(-1).content.ranking, [[3], [2, 4]]);
    });
  });

  test('an unsent draft outlives a restart of the host and a reload together', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'propose', seated(proposals_room()));
      await page.getByLabel('Title').fill('A hub');
      host.room = proposals_room(11);
      await host.restart();
      await page.reload();
      await page.getByText('What you wrote is still here').waitFor();
      assert.equal(await page.getByLabel('Title').inputValue(), 'A hub');
    });
  });
});

describe('an observer', () => {
  test('sees everything and is offered nothing to put in', async () => {
    await with_host(async (context) => {
      const page = await open_scene(context, host, 'observer-box', scenes['observer-box']);
      await page.getByText('You are watching').waitFor();
      for (const room of [proposals_room(9), scenes.consent.room(), scenes.standings.room(), scenes.outcome.room()]) {
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

async function assert_soon(condition) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail('it did not come to pass');
}

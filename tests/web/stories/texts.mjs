// SPDX-License-Identifier: Apache-2.0
// Proposals, questions, answers, and "Can you live with this?".
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { open_scene } from '../support/browser.mjs';
import { hostile, proposals, scenes } from '../support/scenes.mjs';
import { focused, proposals_room, seated, with_host } from '../support/story.mjs';

describe('texts', () => {
  test('a proposal, another, and nothing', async () => {
    await with_host(async (context, host) => {
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
      host.refuse_next = {
        refusal: 'too_many_entries',
        sentence: 'That is more than one person can put in here.',
      };
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

  test('hostile texts are shown as texts, and travel without what nobody means to type', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'hostile', scenes.hostile);
      assert.match(await page.title(), /^The proposals/);
      assert.equal(await page.locator('main img, main script, main b').count(), 0);
      for (const text of [hostile.html, hostile.format, hostile.long]) {
        assert.ok((await page.locator('main').textContent()).includes(text), text.slice(0, 30));
      }
      host.set(proposals_room(2));
      await page.evaluate(() => window.scrollTo(0, 0));
      await page
        .getByRole('button', { name: 'Go to writing proposals' })
        .or(page.getByLabel('Title'))
        .first()
        .waitFor();
      const go = page.getByRole('button', { name: 'Go to writing proposals' });
      if (await go.count()) await go.click();
      await page.getByLabel('Title').fill(hostile.bidi);
      await page.getByLabel('What exactly should we do?').fill(hostile.long);
      await page.getByText('8000 characters too many').waitFor();
      await page.getByRole('button', { name: 'Put it in' }).click();
      assert.equal(await focused(page), 'text-0');
      await page
        .getByLabel('What exactly should we do?')
        .fill(`${hostile.html}\n${hostile.format}\n${hostile.invisible}`);
      await page.getByRole('button', { name: 'Put it in' }).click();
      await page.getByRole('heading', { name: 'Your part is in' }).waitFor();
      assert.deepEqual(host.deposits(2).at(-1).content.entries, [
        { title: 'safe txet desrever isolated mark', text: `${hostile.html}\n${hostile.format}\nSt Mary` },
      ]);
    });
  });

  test('questions and answers', async () => {
    await with_host(async (context, host) => {
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
    await with_host(async (context, host) => {
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

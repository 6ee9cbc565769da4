// SPDX-License-Identifier: Apache-2.0
// Taking a seat, coming back to it, losing it.
import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { address, open_scene } from '../support/browser.mjs';
import { lobby, scenes } from '../support/scenes.mjs';
import { focused, with_host } from '../support/story.mjs';

describe('joining', () => {
  test('a code in the address leads to the seats; a reload and a second tab come back', async () => {
    await with_host(async (context, host) => {
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
    await with_host(async (context, host) => {
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
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'take-seat', scenes['take-seat']);
      assert.ok(await page.getByRole('radio', { name: /Hospice/ }).isDisabled());
      await page.getByRole('button', { name: 'Take a seat' }).click();
      await page.getByText('Choose your organisation first.').waitFor();
      host.refuse_next = {
        refusal: 'organisation_full',
        sentence: 'Every seat of this organisation is taken.',
      };
      await page.getByRole('radio', { name: /GP Federation/ }).check();
      await page.getByRole('button', { name: 'Take a seat' }).click();
      await page.getByText('Every seat of this organisation is taken.').first().waitFor();
      await page.getByRole('button', { name: 'Take a seat' }).click();
      await page.getByText('You are St Mary’s 2').waitFor();
    });
  });

  test('a freed seat leads back to the seats, with a new key', async () => {
    await with_host(async (context, host) => {
      const page = await open_scene(context, host, 'lobby', scenes.lobby);
      const key = host.hellos.at(-1).seat_key;
      host.seats.clear();
      host.goodbye_to_all('seat_freed');
      await page.getByText('Your seat was freed by the organiser').waitFor();
      assert.notEqual(host.hellos.at(-1).seat_key, key);
    });
  });

  test('leaving a seat asks first, and leads back to the seats', async () => {
    await with_host(async (context, host) => {
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

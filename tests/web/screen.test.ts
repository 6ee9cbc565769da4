// SPDX-License-Identifier: Apache-2.0
import { big_screen } from '../../app/web/src/big_screen';
import type { RoomView } from '../../app/web/src/protocol';
import { screen_for } from '../../app/web/src/screen';
import { words } from '../../app/web/src/words';
import { asking, box, in_round, scenes } from './support/scenes.mjs';
import { seat_view } from './support/seats';

const seat = seat_view();
const room = (name: string): RoomView => scenes[name].room() as RoomView;

describe('the screen of a view', () => {
  it('follows the stage and the box', () => {
    const expected: [string, string][] = [
      ['lobby', 'lobby'],
      ['waiting', 'waiting'],
      ['propose', 'propose'],
      ['proposals', 'proposals'],
      ['ask', 'ask'],
      ['answer', 'answer'],
      ['rank', 'rank'],
      ['standings', 'standings'],
      ['consent', 'consent'],
      ['shortlist', 'shortlist'],
      ['shortlist-shown', 'proposals'],
      ['safety', 'safety'],
      ['closing', 'closing'],
      ['rank-opening', 'rank'],
      ['objections', 'objections'],
      ['outcome', 'outcome'],
      ['closed', 'closed'],
    ];
    for (const [name, screen] of expected) expect(screen_for(room(name), seat, false).name).toBe(screen);
  });

  it('is the choice of a seat without one, and a watching one for observers', () => {
    expect(screen_for(room('rank'), undefined, false).name).toBe('seat');
    expect(screen_for(room('rank'), undefined, true).name).toBe('watch');
    expect(screen_for(room('standings'), undefined, true).name).toBe('standings');
  });

  it('is another one for another box and for another asking', () => {
    const first = screen_for(in_round('ranking', { box: box(4, 'ranking') }) as RoomView, seat, false);
    const second = screen_for(in_round('ranking', { box: box(8, 'ranking') }) as RoomView, seat, false);
    expect(first.name).toBe(second.name);
    expect(first.key).not.toBe(second.key);
    const once = screen_for(in_round('objections', { askings: [asking()] }) as RoomView, seat, false);
    const twice = screen_for(
      in_round('objections', { askings: [asking(), asking()] }) as RoomView,
      seat,
      false,
    );
    expect(once.key).not.toBe(twice.key);
  });

  it('has a title and an offer in words', () => {
    for (const scene of Object.values<{ room: () => unknown }>(scenes)) {
      const { name } = screen_for(scene.room() as RoomView, seat, false);
      expect(words.title[name]).toBeTruthy();
      expect(words.offer.go[name]).toMatch(/^Go to /);
    }
  });
});

describe('the big screen in words', () => {
  it('says nothing that ticks in what is announced', () => {
    const before = big_screen(in_round('ranking', { box: box(4, 'ranking', { turnout: 3 }) }) as RoomView);
    const after = big_screen(in_round('ranking', { box: box(4, 'ranking', { turnout: 4 }) }) as RoomView);
    expect(after.turnout).toBe('4 of 23 in');
    expect({ ...after, turnout: '' }).toEqual({ ...before, turnout: '' });
  });

  it('tells the standings in order, with their steps', () => {
    expect(big_screen(room('standings')).details[0]).toBe(
      'Place 1: 2. One discharge hub for the whole county (clearly ahead)',
    );
    expect(big_screen(room('standings-withheld')).details).toEqual([
      'Not shown, because 4 organisations ranked. With fewer than five, the result would show how ' +
        'somebody ranked.',
    ]);
  });

  it('has something to say at every stage', () => {
    for (const scene of Object.values<{ room: () => unknown }>(scenes))
      expect(big_screen(scene.room() as RoomView).now).toBeTruthy();
  });
});

// SPDX-License-Identifier: Apache-2.0
import { news } from '../../app/web/src/news';
import type { RoomView } from '../../app/web/src/protocol';
import { in_round, safety } from './support/scenes.mjs';
import { ranking_room, seat_view } from './support/seats';

describe('what is said aloud while the screen stays', () => {
  const seat = seat_view();

  it('is nothing while nothing but the turnout changes', () => {
    const before = ranking_room(4, { turnout: 3 });
    expect(news(before, seat, ranking_room(4, { turnout: 4 }), seat)).toEqual([]);
  });

  it('is what a box waits for, once, and that it goes on', () => {
    const waiting = ranking_room(4, { waiting: 'Waiting for two.' });
    expect(news(ranking_room(4), seat, waiting, seat)).toEqual(['Waiting for two.']);
    expect(news(waiting, seat, waiting, seat)).toEqual([]);
    expect(news(waiting, seat, ranking_room(4), seat)).toEqual(['It goes on.']);
    expect(news(ranking_room(4, { state: 'opening' }), seat, ranking_room(4), seat)).toEqual(['It goes on.']);
  });

  it('is that there is more time, a merging, and what the room says about safety', () => {
    const last = { last_call: true };
    expect(news(ranking_room(4, last), seat, ranking_room(4, { ...last, more_time: true }), seat)).toEqual([
      'Somebody asked for more time, so there is one more minute.',
    ]);
    const longer = { ...last, more_time: true };
    const more = (seconds: number): RoomView =>
      ranking_room(4, { ...longer, last_call_seconds_left: seconds });
    expect(news(more(60), seat, more(59), seat)).toEqual([]);
    expect(news(more(1), seat, more(60), seat)).toHaveLength(1);
    const room = in_round('clarification') as RoomView;
    expect(news(room, seat, room, seat_view({ may_keep_apart: true }))).toHaveLength(1);
    expect(news(room, seat, { ...room, safety } as RoomView, seat)).toEqual([
      'How safe it is to speak here: This room is divided on how safe it is to speak here.',
    ]);
  });
});

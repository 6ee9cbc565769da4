// SPDX-License-Identifier: Apache-2.0
// Which screen belongs to a view. A screen has a name and a key; the key changes when it is about something
// else, even under the same name (the ranking of another box). Whether the page follows at once is decided in
// client.svelte.ts.
import type { BoxKind, RoomView, SeatView } from './protocol';

export type ScreenName =
  | 'seat'
  | 'lobby'
  | 'waiting'
  | 'propose'
  | 'ask'
  | 'answer'
  | 'rank'
  | 'consent'
  | 'shortlist'
  | 'safety'
  | 'closing'
  | 'watch'
  | 'proposals'
  | 'standings'
  | 'objections'
  | 'outcome'
  | 'closed';

export interface Screen {
  name: ScreenName;
  key: string;
}

const screen_of_box: Record<BoxKind, ScreenName> = {
  proposals: 'propose',
  questions: 'ask',
  answers: 'answer',
  ranking: 'rank',
  consent: 'consent',
  shortlist: 'shortlist',
  safety: 'safety',
};

export function screen_for(room: RoomView, seat: SeatView | undefined, observing: boolean): Screen {
  if (room.closed) return { name: 'closed', key: 'closed' };
  if (!seat && !observing) return { name: 'seat', key: 'seat' };
  const { box, round } = room;
  if (box) {
    const name = box.state === 'closing' ? 'closing' : seat ? screen_of_box[box.kind] : 'watch';
    return { name, key: `${name} ${box.id}` };
  }
  if (!round) return { name: 'lobby', key: 'lobby' };
  const here = `${round.id}`;
  switch (round.stage) {
    case 'proposals':
      return round.proposals_shown
        ? { name: 'proposals', key: `proposals ${here}` }
        : { name: 'waiting', key: `waiting ${here}` };
    case 'clarification':
      return { name: 'proposals', key: `proposals ${here}` };
    case 'ranking':
      return round.standings
        ? { name: 'standings', key: `standings ${here}` }
        : { name: 'proposals', key: `proposals ${here}` };
    case 'objections':
      return { name: 'objections', key: `objections ${here} ${round.askings.length}` };
    case 'outcome':
      return { name: 'outcome', key: `outcome ${here}` };
  }
}

export function is_input(name: ScreenName): boolean {
  return Object.values(screen_of_box).includes(name);
}

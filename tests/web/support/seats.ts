// SPDX-License-Identifier: Apache-2.0
import type { RoomView, SeatView } from '../../../app/web/src/protocol';
import { box, in_round } from './scenes.mjs';

// What the host shows to a seat that has put nothing in; `more` says what else.
export function seat_view(more: Partial<SeatView> = {}): SeatView {
  return {
    seat: 7,
    label: 'St Mary’s 2',
    organisation: 'St Mary’s',
    deposited: false,
    sequence: 0,
    entries_allowed: 3,
    may_keep_apart: false,
    now: '',
    next: '',
    ...more,
  };
}

export const ranking_room = (id: number, more = {}): RoomView =>
  in_round('ranking', { box: box(id, 'ranking', more) }) as RoomView;
export const proposals_room = (id: number, more = {}): RoomView =>
  in_round('proposals', { box: box(id, 'proposals', more) }) as RoomView;

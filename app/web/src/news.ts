// SPDX-License-Identifier: Apache-2.0
// What is said aloud when it becomes known while the screen stays the same: short sentences, most of them
// the host's own. A number that ticks is never among them.
import type { BoxView, RoomView, SeatView } from './protocol';
import { words } from './words';

// Clocks of host and device run apart by less than this between two views.
const clock_tolerance_s = 5;

// The last call has been given another minute; it can be given several.
export function was_extended(was: BoxView | undefined, is: BoxView | undefined): boolean {
  if (!was || !is || was.id !== is.id || !is.more_time) return false;
  const left_s = is.last_call_seconds_left ?? 0;
  return !was.more_time || left_s > (was.last_call_seconds_left ?? 0) + clock_tolerance_s;
}

export function news(
  before: RoomView,
  seat_before: SeatView | undefined,
  room: RoomView,
  seat: SeatView | undefined,
): string[] {
  const said: string[] = [];
  const was = before.box;
  const is = room.box;
  if (is && is.waiting && is.waiting !== was?.waiting) said.push(is.waiting);
  if (is && was?.id === is.id) {
    const took = was.state === 'open' && was.waiting === '';
    if (is.state === 'open' && is.waiting === '' && !took) said.push(words.said.goes_on);
    if (was_extended(was, is)) said.push(words.last_call.given);
  }
  if (seat?.may_keep_apart && !seat_before?.may_keep_apart) said.push(words.said.merged);
  if (room.safety && room.safety.asked !== before.safety?.asked)
    said.push(`${words.safety.band}: ${room.safety.words}`);
  return said;
}

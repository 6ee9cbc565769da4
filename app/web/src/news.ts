// SPDX-License-Identifier: Apache-2.0
// What is said aloud when it becomes known while the screen stays the same: short sentences, most of them
// the host's own. A number that ticks is never among them.
import type { RoomView, SeatView } from './protocol';
import { words } from './words';

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
    if (is.more_time && !was.more_time) said.push(words.last_call.given);
  }
  if (seat?.may_keep_apart && !seat_before?.may_keep_apart) said.push(words.said.merged);
  if (room.safety && room.safety.asked !== before.safety?.asked)
    said.push(`${words.safety.band}: ${room.safety.words}`);
  return said;
}

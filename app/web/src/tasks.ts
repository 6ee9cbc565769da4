// SPDX-License-Identifier: Apache-2.0
// What this device is asked to do for the keys of the open box, done as the views ask for it: parts are taken
// and given back (keys.ts), and destroyed when their box is gone. One after the other, each once, and again
// where the host could not hear it.
import type { KeyKeeper } from './keys';
import type { Command, DeviceTask, RoomView, SeatView } from './protocol';
import { from_hex } from './sodium';

export type PartCommand = Extract<Command, { type: 'keep_parts' | 'return_part' }>;

// Where this device stands when a view comes.
export interface Standing {
  session: string;
  run: string;
  seed: string; // of this device's key, 64 hexadecimal digits
}

// Refusals after which the same would only be refused again.
const for_good = ['part_not_wanted', 'part_not_valid', 'not_seated', 'session_closed'];

export class DeviceTasks {
  private done = '';
  private cleared = '';
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly keeper: KeyKeeper,
    private readonly ask: (command: PartCommand) => void,
  ) {}

  // Resolves when everything that was seen so far has been done.
  see(room: RoomView, seat: SeatView | undefined, standing: Standing): Promise<void> {
    const box = room.box?.id ?? null;
    const closing = room.box?.state === 'closing';
    const task = seat?.task;
    const key = task ? JSON.stringify([standing.session, standing.run, task, closing]) : '';
    const place = `${standing.session} ${box ?? ''}`;
    if (place === this.cleared && (key === '' || key === this.done)) return this.work;
    const clears = place !== this.cleared;
    this.cleared = place;
    if (key) this.done = key;
    this.work = this.work.then(async () => {
      if (clears) await this.keeper.keep_only(standing.session, box);
      if (!task) return;
      const command = await this.perform(task, closing && task.box === box, standing);
      if (command) this.ask(command);
    });
    return this.work;
  }

  // True: it is worth trying again a little later, with the next `see`.
  was_refused(refusal: string): boolean {
    if (for_good.includes(refusal)) return false;
    this.done = '';
    return true;
  }

  private async perform(
    task: DeviceTask,
    box_closing: boolean,
    { session, seed }: Standing,
  ): Promise<PartCommand | null> {
    const { box } = task;
    if (task.type === 'take_parts') {
      const secret = from_hex(seed, 32);
      const taken = secret !== null && (await this.keeper.take(session, box, task.sealed, secret));
      return taken ? { type: 'keep_parts', box } : null;
    }
    const sealed = await this.keeper.give(session, box, task.part, task.to, box_closing);
    return sealed === null ? null : { type: 'return_part', box, part: task.part, sealed };
  }
}

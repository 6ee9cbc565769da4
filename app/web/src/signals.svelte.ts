// SPDX-License-Identifier: Apache-2.0
// What anybody can say without anybody learning who did, and what became of it. Nothing of it is kept, nor
// shown for longer than the person looks at it.
import { was_extended } from './news';
import type { RoomView, SeatView, Signal } from './protocol';

export type SignalState = { is: 'not_asked' | 'asking' | 'asked' } | { is: 'refused'; sentence: string };

const all = ['more_time', 'please_pause', 'keep_apart'] as const;

export function is_signal(what: string | undefined): what is Signal {
  return (all as readonly (string | undefined)[]).includes(what);
}

export class Signals {
  of = $state<Record<Signal, SignalState>>({
    more_time: { is: 'not_asked' },
    please_pause: { is: 'not_asked' },
    keep_apart: { is: 'not_asked' },
  });

  constructor(private readonly ask: (signal: Signal) => void) {}

  raise(signal: Signal): void {
    if (this.of[signal].is === 'asking') return;
    this.of[signal] = { is: 'asking' };
    this.ask(signal);
  }

  done(signal: Signal): void {
    this.of[signal] = { is: 'asked' };
  }
  refused(signal: Signal, sentence: string): void {
    this.of[signal] = { is: 'refused', sentence };
  }

  // It can be asked anew.
  forget(signal: Signal): void {
    if (this.of[signal].is !== 'asking') this.of[signal] = { is: 'not_asked' };
  }
  // Nothing that was asked will be answered any more.
  forget_all(): void {
    for (const signal of all) this.of[signal] = { is: 'not_asked' };
  }

  // What was asked about another box or another merging, or has been given, can be asked again.
  seen(
    before: RoomView | null,
    seat_before: SeatView | undefined,
    room: RoomView,
    seat: SeatView | undefined,
  ): void {
    if (before?.box?.id !== room.box?.id || was_extended(before?.box, room.box)) this.forget('more_time');
    if (seat?.may_keep_apart && !seat_before?.may_keep_apart) this.forget('keep_apart');
  }
}

// SPDX-License-Identifier: Apache-2.0
// The connection to the host as a machine without I/O: what happened goes in with the time, what is to be
// done comes out as actions. The thin shell around it is socket.ts. Times are milliseconds of a clock that
// never goes back.
//
//   start ──> opening ──opened──> greeting ──welcome──> live
//                ^  │ too slow        │ too slow           │ silence, closed, goodbye: stopping, too_slow
//                │  v                 v                    v
//                └───────────────── waiting (full jitter, 0.2 to 5 s)
//   goodbye wrong_code, wrong_secret, version, taken_over, seat_freed ──> stopped(reason), until start again
//
// Commands are numbered by the caller, kept until they are answered, and sent again with their numbers after
// every welcome. Views older than the newest of the current run are dropped here.
import { Mismatch } from './check';
import { type Command, type Hello, type View, read_message, write_message } from './protocol';

export const timing = {
  backoff_least_ms: 200,
  backoff_most_ms: 5000,
  // The host pings every 5 s. Two missed and a half: the connection is lost.
  silence_ms: 12500,
  opening_ms: 6000,
} as const;

export type StopReason = 'wrong_code' | 'wrong_secret' | 'version' | 'taken_over' | 'seat_freed';
export type Phase = 'idle' | 'opening' | 'greeting' | 'live' | 'waiting' | 'stopped';

const reason_of_code: Record<number, StopReason> = {
  4001: 'wrong_code',
  4002: 'wrong_secret',
  4003: 'version',
  4004: 'taken_over',
  4005: 'seat_freed',
};

export type Action =
  | { do: 'open' }
  | { do: 'close' }
  | { do: 'send'; text: string }
  | { do: 'changed' } // the phase, or what went wrong, is another one now
  | { do: 'welcomed'; run: string; software: string; new_run: boolean }
  | { do: 'view'; view: View; run: string }
  | { do: 'done'; id: number }
  | { do: 'refused'; id: number | undefined; refusal: string; sentence: string };

export class Connection {
  phase: Phase = 'idle';
  stop_reason: StopReason | null = null;
  // What the host said in its goodbye; empty while there was none.
  sentence = '';
  // True after the host said that it is closing, until it is there again.
  host_stopping = false;
  // True after a message that this page could not understand.
  not_understood = false;

  private hello: Hello | null = null;
  private run = '';
  private newest = 0;
  private attempt = 0;
  private heard_ms = 0;
  private due_ms = Infinity;
  private readonly unanswered = new Map<number, Command>();

  constructor(private readonly random: () => number) {}

  // Connects as `hello` says, in place of any connection there was.
  start(hello: Hello, now_ms: number): Action[] {
    const actions: Action[] = this.has_socket() ? [{ do: 'close' }] : [];
    this.hello = hello;
    this.attempt = 0;
    this.stop_reason = null;
    this.sentence = '';
    // Another greeting may be answered with other views; they are compared only among themselves.
    this.newest = 0;
    return [...actions, ...this.open(now_ms)];
  }

  // Gives the connection up; commands that were not answered are forgotten.
  stop(): Action[] {
    const actions: Action[] = this.has_socket() ? [{ do: 'close' }] : [];
    this.phase = 'idle';
    this.due_ms = Infinity;
    this.unanswered.clear();
    return [...actions, { do: 'changed' }];
  }

  // Asks now if there is a connection, else as soon as there is one again.
  ask(id: number, command: Command): Action[] {
    this.unanswered.set(id, command);
    return this.phase === 'live' ? [this.sending(id, command)] : [];
  }

  // Forgets a command that has not been answered, so that it is not sent again.
  forget(id: number): void {
    this.unanswered.delete(id);
  }

  opened(now_ms: number): Action[] {
    if (this.phase !== 'opening' || !this.hello) return [];
    this.phase = 'greeting';
    this.due_ms = now_ms + timing.opening_ms;
    return [{ do: 'send', text: write_message(this.hello) }, { do: 'changed' }];
  }

  received(raw: string, now_ms: number): Action[] {
    if (this.phase !== 'greeting' && this.phase !== 'live') return [];
    this.heard_ms = now_ms;
    if (this.phase === 'live') this.due_ms = now_ms + timing.silence_ms;
    const message = read_message(raw);
    if (message instanceof Mismatch) {
      this.not_understood = true;
      return [{ do: 'changed' }];
    }
    switch (message.type) {
      case 'ping':
        return [{ do: 'send', text: write_message({ type: 'pong' }) }];
      case 'welcome':
        return this.welcomed(message.run, message.software, now_ms);
      case 'view':
        return this.viewed(message);
      case 'done':
        return this.unanswered.delete(message.id) ? [{ do: 'done', id: message.id }] : [];
      case 'refused':
        if (message.id !== undefined && !this.unanswered.delete(message.id)) return [];
        return [{ do: 'refused', id: message.id, refusal: message.refusal, sentence: message.sentence }];
      case 'goodbye':
        return this.left(message.reason, message.sentence, now_ms);
    }
  }

  closed(code: number, now_ms: number): Action[] {
    if (!this.has_socket()) return [];
    const reason = reason_of_code[code];
    return reason ? this.stopped(reason, '', false) : this.wait(now_ms, false);
  }

  // Time went by. Harmless at any moment; needed at wake_at_ms.
  tick(now_ms: number): Action[] {
    if (now_ms < this.due_ms) return [];
    if (this.phase === 'waiting') return this.open(now_ms);
    if (this.has_socket()) return this.wait(now_ms, true);
    return [];
  }

  // The device woke up, came online, or the page came to the front: do not sit out the pause.
  nudge(now_ms: number): Action[] {
    if (this.phase === 'waiting') {
      this.attempt = 0;
      return this.open(now_ms);
    }
    return this.tick(now_ms);
  }

  wake_at_ms(): number {
    return this.due_ms;
  }

  silent_ms(now_ms: number): number {
    return now_ms - this.heard_ms;
  }

  private has_socket(): boolean {
    return this.phase === 'opening' || this.phase === 'greeting' || this.phase === 'live';
  }

  private sending(id: number, command: Command): Action {
    return { do: 'send', text: write_message({ type: 'command', id, command }) };
  }

  private open(now_ms: number): Action[] {
    this.phase = 'opening';
    this.due_ms = now_ms + timing.opening_ms;
    return [{ do: 'open' }, { do: 'changed' }];
  }

  private welcomed(run: string, software: string, now_ms: number): Action[] {
    if (this.phase !== 'greeting') return [];
    const new_run = this.run !== '' && this.run !== run;
    if (this.run !== run) this.newest = 0;
    this.run = run;
    this.phase = 'live';
    this.attempt = 0;
    this.host_stopping = false;
    this.not_understood = false;
    this.due_ms = now_ms + timing.silence_ms;
    const again = [...this.unanswered].map(([id, command]) => this.sending(id, command));
    return [{ do: 'welcomed', run, software, new_run }, ...again, { do: 'changed' }];
  }

  private viewed(view: View): Action[] {
    if (this.phase !== 'live' || view.sequence <= this.newest) return [];
    this.newest = view.sequence;
    return [{ do: 'view', view, run: this.run }];
  }

  private left(reason: string, sentence: string, now_ms: number): Action[] {
    switch (reason) {
      case 'wrong_code':
      case 'wrong_secret':
      case 'version':
      case 'taken_over':
      case 'seat_freed':
        return this.stopped(reason, sentence, true);
      case 'stopping':
        this.host_stopping = true;
    }
    return this.wait(now_ms, true);
  }

  private stopped(reason: StopReason, sentence: string, close: boolean): Action[] {
    this.phase = 'stopped';
    this.stop_reason = reason;
    this.sentence = sentence;
    this.due_ms = Infinity;
    // Whoever comes back asks again by hand: another window may have said something else in the meantime.
    this.unanswered.clear();
    return close ? [{ do: 'close' }, { do: 'changed' }] : [{ do: 'changed' }];
  }

  private wait(now_ms: number, close: boolean): Action[] {
    this.phase = 'waiting';
    const most = Math.min(timing.backoff_most_ms, 2 * timing.backoff_least_ms * 2 ** this.attempt);
    this.attempt = Math.min(this.attempt + 1, 16);
    const pause = timing.backoff_least_ms + this.random() * (most - timing.backoff_least_ms);
    this.due_ms = now_ms + pause;
    return close ? [{ do: 'close' }, { do: 'changed' }] : [{ do: 'changed' }];
  }
}

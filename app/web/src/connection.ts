// SPDX-License-Identifier: Apache-2.0
// The connection to the host as a machine without I/O: what happened goes in with the time, what is to be
// done comes out as actions. The thin shell around it is socket.ts. Times are milliseconds of a clock that
// never goes back.
//
//   start ──> opening ──opened──> securing ──answer──> greeting ──welcome──> live
//                ^  │ too slow        │ too slow, no channel, a bad frame, an answer not signed by the
//                │  v                 v host, silence, closed, goodbye: stopping, too_slow
//                └───────────────── waiting (full jitter, 0.2 to 5 s)
//   goodbye wrong_code, wrong_secret, wrong_key, version, taken_over, seat_freed; another host than before
//      ──> stopped(reason), until start again
//
// Everything after the handshake goes through the channel (channel.ts). What comes outside it is not
// believed, close codes included: anybody on the network could have said it. The one exception is an older
// or newer host, which can say its version only in plain text.
//
// Commands are numbered by the caller, kept until they are answered, and sent again with their numbers after
// every welcome. Views older than the newest of the current run are dropped here.
import { Mismatch } from './check';
import {
  type Channel,
  ClientHandshake,
  type RandomBytes,
  type SigningKey,
  answer_statement,
  command_statement,
  hello_statement,
  is_hexadecimal,
  is_signed,
  random_bytes,
  sizes,
} from './channel';
import {
  type ClientMessage,
  type Command,
  type Hello,
  type HostMessage,
  type View,
  command_text,
  read_message,
  write_message,
} from './protocol';

export const timing = {
  backoff_least_ms: 200,
  backoff_most_ms: 5000,
  // The host pings every 5 s. Two missed and a half: the connection is lost.
  silence_ms: 12500,
  opening_ms: 6000,
} as const;

export type StopReason =
  'wrong_code' | 'wrong_secret' | 'wrong_key' | 'version' | 'taken_over' | 'seat_freed' | 'another_host';
export type Phase = 'idle' | 'opening' | 'securing' | 'greeting' | 'live' | 'waiting' | 'stopped';

const version_code = 4003;

// The hosts that this browser has met: the key of the one that held a session.
export interface KnownHosts {
  known_host(session: string): string | null;
  remember_host(session: string, host_key: string): void;
}

export type Action =
  | { do: 'open' }
  | { do: 'close' }
  | { do: 'send'; data: string | Uint8Array }
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
  private device: SigningKey | null = null;
  private handshake: ClientHandshake | null = null;
  private channel: Channel | null = null;
  // The session of the last welcome; empty before the first.
  session = '';
  private stranger: { session: string; host_key: string } | null = null;
  private run = '';
  private newest = 0;
  private attempt = 0;
  private heard_ms = 0;
  private due_ms = Infinity;
  private readonly unanswered = new Map<number, Command>();

  constructor(
    private readonly random: () => number,
    private readonly hosts: KnownHosts,
    private readonly key_bytes: RandomBytes = random_bytes,
  ) {}

  // Connects as `hello` says, in place of any connection there was. A delegate's `device` makes the proof in
  // its hello and signs its commands.
  start(hello: Hello, device: SigningKey | null, now_ms: number): Action[] {
    const actions: Action[] = this.has_socket() ? [{ do: 'close' }] : [];
    this.hello = hello;
    this.device = device;
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
    if (this.phase !== 'opening') return [];
    this.phase = 'securing';
    this.due_ms = now_ms + timing.opening_ms;
    this.channel = null;
    this.handshake = new ClientHandshake(this.key_bytes);
    return [{ do: 'send', data: this.handshake.first_message }, { do: 'changed' }];
  }

  received(data: string | Uint8Array, now_ms: number): Action[] {
    if (this.phase === 'securing') {
      return typeof data === 'string' ? this.secured(data, now_ms) : this.wait(now_ms, true);
    }
    if (this.phase !== 'greeting' && this.phase !== 'live') return [];
    const raw = typeof data === 'string' ? null : (this.channel?.open(data) ?? null);
    if (raw === null) return this.wait(now_ms, true);
    this.heard_ms = now_ms;
    if (this.phase === 'live') this.due_ms = now_ms + timing.silence_ms;
    const message = read_message(raw);
    if (message instanceof Mismatch) {
      this.not_understood = true;
      return [{ do: 'changed' }];
    }
    return this.heard(message, now_ms);
  }

  closed(code: number, now_ms: number): Action[] {
    if (!this.has_socket()) return [];
    if (code === version_code && !this.channel) return this.stopped('version', '', false);
    return this.wait(now_ms, false);
  }

  // The person has been told that this host is another one than before, and goes on with it.
  trust_host(): void {
    if (this.stranger) this.hosts.remember_host(this.stranger.session, this.stranger.host_key);
    this.stranger = null;
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
    const { phase } = this;
    return phase === 'opening' || phase === 'securing' || phase === 'greeting' || phase === 'live';
  }

  // The host's answer to the first message; or, from a host of another version, a goodbye in plain text.
  private secured(answer: string, now_ms: number): Action[] {
    this.channel = this.handshake?.finish(answer) ?? null;
    this.handshake = null;
    if (this.channel && this.hello) {
      this.phase = 'greeting';
      return [this.saying(this.proved(this.hello, this.channel)), { do: 'changed' }];
    }
    const message = read_message(answer);
    if (!(message instanceof Mismatch) && message.type === 'goodbye' && message.reason === 'version')
      return this.stopped('version', message.sentence, true);
    return this.wait(now_ms, true);
  }

  private proved(hello: Hello, channel: Channel): Hello {
    if (!this.device) return hello;
    const { public_key } = this.device;
    const proof = this.device.sign(hello_statement(channel.binding, public_key, hello.client));
    return { ...hello, seat_key: public_key, proof };
  }

  private heard(message: HostMessage, now_ms: number): Action[] {
    switch (message.type) {
      case 'ping':
        return [this.saying({ type: 'pong' })];
      case 'welcome':
        return this.welcomed(message, now_ms);
      case 'view':
        return this.viewed(message);
      case 'done':
        if (!this.is_from_host(message.id, 'done', message.signature)) return this.wait(now_ms, true);
        return this.unanswered.delete(message.id) ? [{ do: 'done', id: message.id }] : [];
      case 'refused': {
        const { id, refusal, sentence, signature } = message;
        if (id !== undefined) {
          if (!this.is_from_host(id, refusal, signature)) return this.wait(now_ms, true);
          if (!this.unanswered.delete(id)) return [];
        }
        return [{ do: 'refused', id, refusal, sentence }];
      }
      case 'goodbye':
        return this.left(message.reason, message.sentence, now_ms);
    }
  }

  // Whether the host has signed this outcome, where this is a client to which it does.
  private is_from_host(id: number, outcome: string, signature: string | undefined): boolean {
    if (!this.device) return true;
    if (!this.channel || !this.hello || signature === undefined) return false;
    const statement = answer_statement(this.session, this.hello.client, id, outcome);
    return is_signed(statement, signature, this.channel.host_key);
  }

  private saying(message: ClientMessage, at_least: number = sizes.step): Action {
    if (!this.channel) throw new Error('nothing is said without a channel');
    return { do: 'send', data: this.channel.seal(write_message(message), at_least) };
  }

  private sending(id: number, command: Command): Action {
    const text = command_text(command);
    const client = this.hello?.client ?? '';
    const signature = this.device?.sign(command_statement(this.session, client, id, text));
    const at_least = command.type === 'put_deposit' ? sizes.deposit : sizes.step;
    return this.saying(
      { type: 'command', id, command: text, ...(signature === undefined ? {} : { signature }) },
      at_least,
    );
  }

  private open(now_ms: number): Action[] {
    this.phase = 'opening';
    this.due_ms = now_ms + timing.opening_ms;
    return [{ do: 'open' }, { do: 'changed' }];
  }

  private welcomed(welcome: HostMessage & { type: 'welcome' }, now_ms: number): Action[] {
    if (this.phase !== 'greeting') return [];
    const { run, software, session_id, host_key } = welcome;
    if (host_key !== this.channel?.host_key) return this.wait(now_ms, true);
    if (!is_hexadecimal(session_id, 16)) return this.wait(now_ms, true);
    const known = this.hosts.known_host(session_id);
    if (known !== null && known !== host_key) {
      this.stranger = { session: session_id, host_key };
      return this.stopped('another_host', '', true);
    }
    if (known === null) this.hosts.remember_host(session_id, host_key);
    // What was asked in another session is nobody's business in this one.
    if (this.session !== '' && this.session !== session_id) this.unanswered.clear();
    this.session = session_id;
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
      case 'wrong_key':
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

// SPDX-License-Identifier: Apache-2.0
// The thin shell between the connection machine and the browser's WebSocket and clock. Holds no rule of its
// own.
import type { SigningKey } from './channel';
import { type Action, Connection, type KnownHosts } from './connection';
import type { Command, Hello } from './protocol';

export type Told = Exclude<Action, { do: 'open' } | { do: 'close' } | { do: 'send' }>;

export class Socket {
  readonly connection: Connection;
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  // `tell` is called for everything that is not about the wire itself.
  constructor(
    private readonly url: string,
    hosts: KnownHosts,
    private readonly tell: (told: Told) => void,
  ) {
    this.connection = new Connection(() => random_fraction(), hosts);
    const nudge = (): void => this.perform(this.connection.nudge(now()));
    window.addEventListener('online', nudge);
    window.addEventListener('pageshow', nudge);
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) nudge();
    });
  }

  start(hello: Hello, device: SigningKey | null): void {
    this.perform(this.connection.start(hello, device, now()));
  }

  stop(): void {
    this.perform(this.connection.stop());
  }

  ask(id: number, command: Command): void {
    this.perform(this.connection.ask(id, command));
  }

  private perform(actions: Action[]): void {
    for (const action of actions) {
      switch (action.do) {
        case 'open':
          this.open();
          break;
        case 'close':
          this.drop();
          break;
        case 'send':
          if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(action.data);
          break;
        default:
          this.tell(action);
      }
    }
    this.set_timer();
  }

  private open(): void {
    this.drop();
    const socket = new WebSocket(this.url);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    // Events of a socket that was dropped are nobody's business any more.
    const current = (act: () => Action[]): void => {
      if (this.socket === socket) this.perform(act());
    };
    socket.onopen = () => current(() => this.connection.opened(now()));
    socket.onmessage = (event: MessageEvent<unknown>) =>
      current(() => {
        const { data } = event;
        if (data instanceof ArrayBuffer) return this.connection.received(new Uint8Array(data), now());
        return typeof data === 'string' ? this.connection.received(data, now()) : [];
      });
    socket.onclose = (event) => current(() => this.connection.closed(event.code, now()));
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private set_timer(): void {
    clearTimeout(this.timer);
    const due = this.connection.wake_at_ms();
    if (!Number.isFinite(due)) return;
    this.timer = setTimeout(() => this.perform(this.connection.tick(now())), Math.max(0, due - now()) + 5);
  }
}

function now(): number {
  return performance.now();
}

function random_fraction(): number {
  const word = new Uint32Array(1);
  crypto.getRandomValues(word);
  return (word[0] ?? 0) / 2 ** 32;
}

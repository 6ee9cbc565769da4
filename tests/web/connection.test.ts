// SPDX-License-Identifier: Apache-2.0
// Stories told to the connection machine; no socket, no clock.
import { SigningKey, cipher, load_cipher, sizes } from '../../app/web/src/channel';
import { type Action, Connection, type KnownHosts, timing } from '../../app/web/src/connection';
import type { Command, Hello } from '../../app/web/src/protocol';
import { type End, HostSide } from './support/channel.mjs';
import { lobby } from './support/scenes.mjs';

const client = '0'.repeat(32);
const session = '5e'.repeat(16);
const hello: Hello = { type: 'hello', protocol: 2, role: 'delegate', client, room_code: 'KDRTMWPA' };
const leave: Command = { type: 'leave_seat' };

type Message = Record<string, unknown>;
const view = (sequence: number): Message => ({ type: 'view', sequence, room: lobby() as Message });
const goodbye = (reason: string): Message => ({ type: 'goodbye', reason, sentence: `Because ${reason}.` });

const done_things = (actions: Action[]): string[] => actions.map((action) => action.do);
const data_of = (actions: Action[]): (string | Uint8Array)[] =>
  actions.flatMap((action) => (action.do === 'send' ? [action.data] : []));

class Memory implements KnownHosts {
  readonly hosts = new Map<string, string>();
  known_host(name: string): string | null {
    return this.hosts.get(name) ?? null;
  }
  remember_host(name: string, host_key: string): void {
    this.hosts.set(name, host_key);
  }
}

let device: SigningKey;
beforeAll(async () => {
  await load_cipher();
  device = new SigningKey('1'.repeat(64));
});

// A connection and the host at its other end.
class Story {
  identity = new HostSide(cipher, '7'.repeat(64));
  memory = new Memory();
  connection: Connection;
  end: End | null = null;

  constructor(random = () => 0.5) {
    this.connection = new Connection(random, this.memory);
  }
  start(now = 0): Action[] {
    return this.connection.start(hello, device, now);
  }
  // The socket opens and the channel is made; returns what the page then does.
  secure(now: number): Action[] {
    const [first] = data_of(this.connection.opened(now));
    const { text, end } = this.identity.answer(first as string);
    this.end = end;
    return this.connection.received(text, now);
  }
  // What the page sent, opened by the host.
  heard(actions: Action[]): Message[] {
    return data_of(actions).map((frame) => JSON.parse(this.end?.open(frame as Uint8Array) ?? '') as Message);
  }
  says(message: Message | string, now: number): Action[] {
    const text = typeof message === 'string' ? message : JSON.stringify(message);
    return this.connection.received(this.end?.seal(text) ?? '', now);
  }
  welcomes(now: number, more: Message = {}): Action[] {
    const host_key = this.identity.host_key;
    const welcome = { type: 'welcome', protocol: 2, run: 'run1', role: 'delegate', session_id: session };
    return this.says({ ...welcome, software: 'equivox 0.1.0', host_key, ...more }, now);
  }
  // An answer as the host gives it.
  answers(message: Message & { id: number }, now: number): Action[] {
    const outcome = typeof message.refusal === 'string' ? message.refusal : 'done';
    const signature = this.identity.sign_answer(session, client, message.id, outcome);
    return this.says({ ...message, signature }, now);
  }
  done(id: number, now: number): Action[] {
    return this.answers({ type: 'done', id }, now);
  }
  // Opens again after the pause; returns what is done after the welcome.
  back(now: number, more: Message = {}): Action[] {
    this.connection.tick(now);
    this.secure(now);
    return this.welcomes(now + 1, more);
  }
}

function live(random = () => 0.5): Story {
  const story = new Story(random);
  story.start();
  story.heard(story.secure(10));
  story.welcomes(20);
  return story;
}

describe('a connection', () => {
  it('opens, greets and is live after the welcome', () => {
    const story = new Story();
    expect(done_things(story.start())).toEqual(['open', 'changed']);
    const [greeting] = story.heard(story.secure(10));
    expect(greeting).toMatchObject({ ...hello, seat_key: device.public_key });
    const binding = story.end?.binding ?? new Uint8Array();
    expect(story.identity.is_hello_proved(binding, greeting as never)).toBe(true);
    expect(story.connection.phase).toBe('greeting');
    expect(story.welcomes(20)).toContainEqual({
      do: 'welcomed',
      run: 'run1',
      software: 'equivox 0.1.0',
      new_run: false,
    });
    expect(story.connection.phase).toBe('live');
  });

  it('answers a ping with a pong', () => {
    const story = live();
    expect(story.heard(story.says({ type: 'ping' }, 30))).toEqual([{ type: 'pong' }]);
  });

  it('passes on only views that are newer, and starts again with a new run', () => {
    const story = live();
    const { connection } = story;
    expect(done_things(story.says(view(5), 30))).toEqual(['view']);
    expect(done_things(story.says(view(5), 31))).toEqual([]);
    expect(done_things(story.says(view(4), 32))).toEqual([]);
    expect(done_things(story.says(view(6), 33))).toEqual(['view']);
    connection.closed(1006, 40);
    expect(story.back(10_000, { run: 'run2' })).toContainEqual(expect.objectContaining({ new_run: true }));
    expect(done_things(story.says(view(1), 10_003))).toEqual(['view']);
  });

  it('keeps the newest view over a reconnect within a run', () => {
    const story = live();
    const { connection } = story;
    story.says(view(9), 30);
    connection.closed(1006, 40);
    story.back(10_000);
    expect(done_things(story.says(view(8), 10_003))).toEqual([]);
    expect(done_things(story.says(view(10), 10_004))).toEqual(['view']);
  });

  it('notices silence within 15 seconds', () => {
    const story = live();
    const { connection } = story;
    story.says({ type: 'ping' }, 1000);
    expect(connection.wake_at_ms()).toBeLessThan(1000 + 15_000);
    expect(connection.tick(1000 + 11_000)).toEqual([]);
    expect(done_things(connection.tick(connection.wake_at_ms()))).toEqual(['close', 'changed']);
    expect(connection.phase).toBe('waiting');
  });

  it('gives up an attempt that does not get through', () => {
    const story = new Story();
    const { connection } = story;
    story.start();
    expect(done_things(connection.tick(timing.opening_ms))).toEqual(['close', 'changed']);
    connection.tick(connection.wake_at_ms());
    connection.opened(20_000);
    expect(done_things(connection.tick(20_000 + timing.opening_ms))).toEqual(['close', 'changed']);
  });

  it('waits with full jitter between 0.2 and 5 seconds, growing', () => {
    for (const random of [0, 0.5, 0.999]) {
      const { connection } = live(() => random);
      let now = 100;
      const pauses: number[] = [];
      for (let attempt = 0; attempt < 12; attempt += 1) {
        connection.closed(1006, now);
        pauses.push(connection.wake_at_ms() - now);
        now = connection.wake_at_ms();
        expect(done_things(connection.tick(now))).toEqual(['open', 'changed']);
      }
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(timing.backoff_least_ms);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(timing.backoff_most_ms);
      if (random > 0) expect(pauses.at(-1)).toBeGreaterThan((pauses[0] ?? 0) * 5);
    }
  });

  it('tries at once when the device wakes up', () => {
    const story = live();
    const { connection } = story;
    connection.closed(1006, 100);
    expect(done_things(connection.nudge(101))).toEqual(['open', 'changed']);
  });

  it('repeats what was not answered, with its number and in its order, and never what was', () => {
    const story = live();
    const { connection } = story;
    expect(story.heard(connection.ask(1, leave))).toHaveLength(1);
    expect(story.heard(connection.ask(2, leave))).toHaveLength(1);
    expect(done_things(story.done(1, 50))).toEqual(['done']);
    connection.closed(1006, 60);
    expect(data_of(connection.ask(3, leave))).toEqual([]);
    connection.tick(connection.wake_at_ms());
    story.heard(story.secure(7000));
    const commands = story.heard(story.welcomes(7001));
    const command = JSON.stringify(leave);
    expect(commands).toMatchObject([2, 3].map((id) => ({ type: 'command', id, command })));
    for (const said of commands)
      expect(story.identity.is_command_signed(session, client, device.public_key, said as never)).toBe(true);
    expect(done_things(story.done(2, 7002))).toEqual(['done']);
    expect(done_things(story.done(2, 7003))).toEqual([]);
  });

  it('hands on a refusal once, with its number', () => {
    const story = live();
    const { connection } = story;
    connection.ask(1, leave);
    const refused = { type: 'refused', id: 1, refusal: 'wrong_stage', sentence: 'Not now.' };
    expect(story.answers(refused, 30)).toEqual([
      { do: 'refused', id: 1, refusal: 'wrong_stage', sentence: 'Not now.' },
    ]);
    expect(story.answers(refused, 31)).toEqual([]);
  });

  for (const reason of [
    'wrong_code',
    'version',
    'taken_over',
    'seat_freed',
    'wrong_secret',
    'wrong_key',
  ] as const) {
    it(`stops after goodbye ${reason} and forgets what was not answered`, () => {
      const story = live();
      const { connection } = story;
      connection.ask(1, leave);
      expect(done_things(story.says(goodbye(reason), 50))).toEqual(['close', 'changed']);
      expect(connection.phase).toBe('stopped');
      expect(connection.stop_reason).toBe(reason);
      expect(connection.sentence).toBe(`Because ${reason}.`);
      expect(connection.tick(1e9)).toEqual([]);
      expect(connection.nudge(1e9)).toEqual([]);
      story.start(1e9);
      story.secure(1e9);
      expect(data_of(story.welcomes(1e9))).toEqual([]);
      expect(connection.stop_reason).toBeNull();
    });
  }

  it('believes no close code: anybody on the network could have sent it', () => {
    for (const code of [4001, 4002, 4003, 4004, 4005, 4006]) {
      const { connection } = live();
      connection.closed(code, 50);
      expect(connection.phase).toBe('waiting');
      expect(connection.stop_reason).toBeNull();
    }
  });

  for (const reason of ['stopping', 'too_slow', 'something_new']) {
    it(`comes back by itself after goodbye ${reason}`, () => {
      const story = live();
      const { connection } = story;
      story.says(goodbye(reason), 50);
      expect(connection.phase).toBe('waiting');
      expect(connection.host_stopping).toBe(reason === 'stopping');
      connection.tick(connection.wake_at_ms());
      story.secure(9000);
      story.welcomes(9001);
      expect(connection.host_stopping).toBe(false);
    });
  }

  it('keeps going when a message makes no sense, and says so', () => {
    const story = live();
    const { connection } = story;
    expect(done_things(story.says('{"type":"view","sequence":1,"room":{}}', 50))).toEqual(['changed']);
    expect(connection.not_understood).toBe(true);
    expect(connection.phase).toBe('live');
  });

  it('ignores what comes from a connection that is over', () => {
    const story = live();
    const { connection } = story;
    connection.closed(1006, 50);
    expect(story.says(view(99), 51)).toEqual([]);
    expect(connection.opened(52)).toEqual([]);
    expect(connection.closed(1006, 53)).toEqual([]);
  });
});

describe('what comes outside the channel, or is not from its host,', () => {
  it('makes the page try again: no channel, a text in it, a frame before it, a bad frame', () => {
    const before = [
      'not JSON',
      '{"type":"welcome"}',
      JSON.stringify(goodbye('seat_freed')),
      JSON.stringify(goodbye('wrong_code')),
      new Uint8Array(1024),
    ];
    for (const said of before) {
      const { connection } = new Story();
      connection.start(hello, device, 0);
      connection.opened(10);
      expect(done_things(connection.received(said, 20))).toEqual(['close', 'changed']);
      expect(connection.phase).toBe('waiting');
    }
    for (const said of [JSON.stringify(goodbye('seat_freed')), new Uint8Array(1024), new Uint8Array(0)]) {
      const { connection } = live();
      expect(done_things(connection.received(said, 30))).toEqual(['close', 'changed']);
      expect(connection.phase).toBe('waiting');
    }
  });

  it('is believed in one case: a host of another version can say so only in plain text', () => {
    const { connection } = new Story();
    connection.start(hello, device, 0);
    connection.opened(10);
    connection.received(JSON.stringify(goodbye('version')), 20);
    expect(connection.stop_reason).toBe('version');
    expect(connection.sentence).toBe('Because version.');
    const { connection: closed } = new Story();
    closed.start(hello, device, 0);
    closed.opened(10);
    closed.closed(4003, 20);
    expect(closed.stop_reason).toBe('version');
  });

  it('breaks the connection when an answer is not signed by the host, and the command is asked again', () => {
    const story = new Story();
    const stranger = new HostSide(cipher, '3'.repeat(64));
    const lies = [
      { type: 'done', id: 1 },
      { type: 'done', id: 1, signature: stranger.sign_answer(session, client, 1, 'done') },
      { type: 'done', id: 1, signature: story.identity.sign_answer(session, client, 2, 'done') },
      { type: 'done', id: 1, signature: story.identity.sign_answer(session, client, 1, 'wrong_stage') },
      { type: 'refused', id: 1, refusal: 'wrong_stage', sentence: 'No.' },
    ];
    for (const lie of lies) {
      const told = live();
      told.connection.ask(1, leave);
      expect(done_things(told.says(lie, 30))).toEqual(['close', 'changed']);
      told.connection.tick(told.connection.wake_at_ms());
      told.heard(told.secure(9000));
      expect(told.heard(told.welcomes(9001))).toMatchObject([{ type: 'command', id: 1 }]);
    }
  });

  it('does not stop an observer, who signs nothing and is answered without a signature', () => {
    const story = new Story();
    story.connection.start({ ...hello, role: 'observer' }, null, 0);
    const [greeting] = story.heard(story.secure(10));
    expect(greeting).toEqual({ ...hello, role: 'observer' });
    story.welcomes(20);
    story.connection.ask(1, leave);
    expect(done_things(story.says({ type: 'done', id: 1 }, 30))).toEqual(['done']);
  });
});

describe('the host', () => {
  it('is remembered by its key, for each session', () => {
    const story = live();
    expect([...story.memory.hosts]).toEqual([[session, story.identity.host_key]]);
    story.connection.closed(1006, 30);
    story.back(9000, { session_id: 'ab'.repeat(16) });
    expect(story.connection.phase).toBe('live');
    expect(story.memory.hosts.size).toBe(2);
  });

  it('with another key than before for the same session stops the page until the person goes on', () => {
    const story = live();
    const first = story.identity.host_key;
    story.connection.ask(1, leave);
    story.connection.closed(1006, 30);
    story.identity = new HostSide(cipher, '3'.repeat(64));
    expect(data_of(story.back(9000))).toEqual([]);
    expect(story.connection.phase).toBe('stopped');
    expect(story.connection.stop_reason).toBe('another_host');
    expect(story.memory.hosts.get(session)).toBe(first);
    story.connection.tick(1e9);
    expect(story.connection.phase).toBe('stopped');

    story.connection.trust_host();
    expect(story.memory.hosts.get(session)).toBe(story.identity.host_key);
    story.start(1e9);
    story.secure(1e9);
    story.welcomes(1e9);
    expect(story.connection.phase).toBe('live');
  });

  it('that names another key in its welcome than on the channel is not believed', () => {
    const story = new Story();
    story.start();
    story.secure(10);
    const { host_key } = new HostSide(cipher, '3'.repeat(64));
    expect(done_things(story.welcomes(20, { host_key }))).toEqual(['close', 'changed']);
    expect(story.memory.hosts.size).toBe(0);
  });

  it('that holds another session now is not asked what was meant for the one before', () => {
    const story = live();
    story.connection.ask(1, leave);
    story.connection.closed(1006, 30);
    expect(data_of(story.back(9000, { session_id: 'ab'.repeat(16) }))).toEqual([]);
  });

  it('gets every deposit in one size', () => {
    const { connection } = live();
    const put = (bytes: number): Command => {
      return { type: 'put_deposit', box: 1, sequence: 2, blob: 'x'.repeat(Math.ceil((bytes * 4) / 3)) };
    };
    const frames = [put(512 + 48), put(16 * 1024 + 48)].flatMap((command, place) =>
      data_of(connection.ask(place + 1, command)),
    );
    expect(frames.map((frame) => frame.length)).toEqual([sizes.deposit, sizes.deposit]);
  });
});

// SPDX-License-Identifier: Apache-2.0
// Stories told to the connection machine; no socket, no clock.
import { type Action, Connection, timing } from '../../app/web/src/connection';
import type { Command, Hello } from '../../app/web/src/protocol';
import { lobby } from './support/scenes.mjs';

const hello: Hello = {
  type: 'hello',
  protocol: 1,
  role: 'delegate',
  client: '0'.repeat(32),
  room_code: 'KDRTMWPA',
};
const leave: Command = { type: 'leave_seat' };

const welcome = (run = 'run1'): string =>
  JSON.stringify({ type: 'welcome', protocol: 1, run, role: 'delegate', software: 'equivox 0.1.0' });
const view = (sequence: number): string => JSON.stringify({ type: 'view', sequence, room: lobby() });
const goodbye = (reason: string): string =>
  JSON.stringify({ type: 'goodbye', reason, sentence: `Because ${reason}.` });

const done_things = (actions: Action[]): string[] => actions.map((action) => action.do);
const sent = (actions: Action[]): unknown[] =>
  actions.flatMap((action) => (action.do === 'send' ? [JSON.parse(action.text) as unknown] : []));

function live(random = () => 0.5): Connection {
  const connection = new Connection(random);
  connection.start(hello, 0);
  connection.opened(10);
  connection.received(welcome(), 20);
  return connection;
}

describe('a connection', () => {
  it('opens, greets and is live after the welcome', () => {
    const connection = new Connection(() => 0.5);
    expect(done_things(connection.start(hello, 0))).toEqual(['open', 'changed']);
    expect(sent(connection.opened(10))).toEqual([hello]);
    expect(connection.phase).toBe('greeting');
    expect(connection.received(welcome(), 20)).toContainEqual({
      do: 'welcomed',
      run: 'run1',
      software: 'equivox 0.1.0',
      new_run: false,
    });
    expect(connection.phase).toBe('live');
  });

  it('answers a ping with a pong', () => {
    expect(sent(live().received('{"type":"ping"}', 30))).toEqual([{ type: 'pong' }]);
  });

  it('passes on only views that are newer, and starts again with a new run', () => {
    const connection = live();
    expect(done_things(connection.received(view(5), 30))).toEqual(['view']);
    expect(done_things(connection.received(view(5), 31))).toEqual([]);
    expect(done_things(connection.received(view(4), 32))).toEqual([]);
    expect(done_things(connection.received(view(6), 33))).toEqual(['view']);
    connection.closed(1006, 40);
    connection.tick(10_000);
    connection.opened(10_001);
    expect(connection.received(welcome('run2'), 10_002)).toContainEqual(
      expect.objectContaining({ new_run: true }),
    );
    expect(done_things(connection.received(view(1), 10_003))).toEqual(['view']);
  });

  it('keeps the newest view over a reconnect within a run', () => {
    const connection = live();
    connection.received(view(9), 30);
    connection.closed(1006, 40);
    connection.tick(10_000);
    connection.opened(10_001);
    connection.received(welcome(), 10_002);
    expect(done_things(connection.received(view(8), 10_003))).toEqual([]);
    expect(done_things(connection.received(view(10), 10_004))).toEqual(['view']);
  });

  it('notices silence within 15 seconds', () => {
    const connection = live();
    connection.received('{"type":"ping"}', 1000);
    expect(connection.wake_at_ms()).toBeLessThan(1000 + 15_000);
    expect(connection.tick(1000 + 11_000)).toEqual([]);
    expect(done_things(connection.tick(connection.wake_at_ms()))).toEqual(['close', 'changed']);
    expect(connection.phase).toBe('waiting');
  });

  it('gives up an attempt that does not get through', () => {
    const connection = new Connection(() => 0.5);
    connection.start(hello, 0);
    expect(done_things(connection.tick(timing.opening_ms))).toEqual(['close', 'changed']);
    connection.tick(connection.wake_at_ms());
    connection.opened(20_000);
    expect(done_things(connection.tick(20_000 + timing.opening_ms))).toEqual(['close', 'changed']);
  });

  it('waits with full jitter between 0.2 and 5 seconds, growing', () => {
    for (const random of [0, 0.5, 0.999]) {
      const connection = live(() => random);
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
    const connection = live();
    connection.closed(1006, 100);
    expect(done_things(connection.nudge(101))).toEqual(['open', 'changed']);
  });

  it('repeats what was not answered, with its number and in its order, and never what was', () => {
    const connection = live();
    expect(sent(connection.ask(1, leave))).toHaveLength(1);
    expect(sent(connection.ask(2, leave))).toHaveLength(1);
    expect(done_things(connection.received('{"type":"done","id":1}', 50))).toEqual(['done']);
    connection.closed(1006, 60);
    expect(sent(connection.ask(3, leave))).toEqual([]);
    connection.tick(connection.wake_at_ms());
    connection.opened(7000);
    const commands = sent(connection.received(welcome(), 7001));
    expect(commands).toEqual([2, 3].map((id) => ({ type: 'command', id, command: leave })));
    expect(done_things(connection.received('{"type":"done","id":2}', 7002))).toEqual(['done']);
    expect(done_things(connection.received('{"type":"done","id":2}', 7003))).toEqual([]);
  });

  it('hands on a refusal once, with its number', () => {
    const connection = live();
    connection.ask(1, leave);
    const refused = '{"type":"refused","id":1,"refusal":"wrong_stage","sentence":"Not now."}';
    expect(connection.received(refused, 30)).toEqual([
      { do: 'refused', id: 1, refusal: 'wrong_stage', sentence: 'Not now.' },
    ]);
    expect(connection.received(refused, 31)).toEqual([]);
  });

  for (const reason of ['wrong_code', 'version', 'taken_over', 'seat_freed', 'wrong_secret'] as const) {
    it(`stops after goodbye ${reason} and forgets what was not answered`, () => {
      const connection = live();
      connection.ask(1, leave);
      expect(done_things(connection.received(goodbye(reason), 50))).toEqual(['close', 'changed']);
      expect(connection.phase).toBe('stopped');
      expect(connection.stop_reason).toBe(reason);
      expect(connection.sentence).toBe(`Because ${reason}.`);
      expect(connection.tick(1e9)).toEqual([]);
      expect(connection.nudge(1e9)).toEqual([]);
      connection.start(hello, 1e9);
      connection.opened(1e9);
      expect(sent(connection.received(welcome(), 1e9))).toEqual([]);
      expect(connection.stop_reason).toBeNull();
    });
  }

  it('understands a close code where the goodbye was lost', () => {
    const connection = live();
    connection.closed(4004, 50);
    expect(connection.stop_reason).toBe('taken_over');
  });

  for (const reason of ['stopping', 'too_slow', 'something_new']) {
    it(`comes back by itself after goodbye ${reason}`, () => {
      const connection = live();
      connection.received(goodbye(reason), 50);
      expect(connection.phase).toBe('waiting');
      expect(connection.host_stopping).toBe(reason === 'stopping');
      connection.tick(connection.wake_at_ms());
      connection.opened(9000);
      connection.received(welcome(), 9001);
      expect(connection.host_stopping).toBe(false);
    });
  }

  it('keeps going when a message makes no sense, and says so', () => {
    const connection = live();
    expect(done_things(connection.received('{"type":"view","sequence":1,"room":{}}', 50))).toEqual([
      'changed',
    ]);
    expect(connection.not_understood).toBe(true);
    expect(connection.phase).toBe('live');
  });

  it('ignores what comes from a connection that is over', () => {
    const connection = live();
    connection.closed(1006, 50);
    expect(connection.received(view(99), 51)).toEqual([]);
    expect(connection.opened(52)).toEqual([]);
    expect(connection.closed(1006, 53)).toEqual([]);
  });
});

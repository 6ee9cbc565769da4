// SPDX-License-Identifier: Apache-2.0
import { Identity, Keeper, type Store } from '../../app/web/src/identity';

class Memory implements Store {
  readonly held = new Map<string, string>();
  getItem(key: string): string | null {
    return this.held.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.held.set(key, value);
  }
  removeItem(key: string): void {
    this.held.delete(key);
  }
}
const broken: Store = {
  getItem: () => {
    throw new Error('blocked');
  },
  setItem: () => {
    throw new Error('blocked');
  },
  removeItem: () => {
    throw new Error('blocked');
  },
};

let made = 0;
const next_id = (bytes: number): string => (made += 1).toString(16).padStart(2 * bytes, '0');
const window_of = (local: Store | null, session: Store | null, host = '192.168.1.20:8477'): Identity =>
  new Identity(new Keeper(local), new Keeper(session), host, next_id);

describe('who this browser and this window are', () => {
  it('the seed of the seat’s key is kept for a second tab and a restart, for this host only', () => {
    const local = new Memory();
    const key = window_of(local, new Memory()).seat_seed;
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(window_of(local, new Memory()).seat_seed).toBe(key);
    expect(window_of(local, new Memory(), '10.0.0.5:8477').seat_seed).not.toBe(key);
  });

  it('a reload keeps the window’s id and goes on counting', () => {
    const session = new Memory();
    const before = window_of(new Memory(), session);
    expect([before.next_command(), before.next_command()]).toEqual([1, 2]);
    before.leaving();
    const after = window_of(new Memory(), session);
    expect(after.client).toBe(before.client);
    expect(after.next_command()).toBe(3);
  });

  it('a copy of a window that is still open is another window', () => {
    const session = new Memory();
    const original = window_of(new Memory(), session);
    original.next_command();
    const copied = new Memory();
    for (const [key, value] of session.held) copied.held.set(key, value);
    const copy = window_of(new Memory(), copied);
    expect(copy.client).not.toBe(original.client);
    expect(copy.next_command()).toBe(1);
  });

  it('numbers deposits upwards for each box, over all windows of the browser', () => {
    const local = new Memory();
    const one = window_of(local, new Memory());
    const two = window_of(local, new Memory());
    expect(one.next_sequence(4)).toBe(2);
    expect(two.next_sequence(4)).toBe(3);
    one.used_sequence(4, 1003);
    expect(two.next_sequence(4)).toBe(1004);
    expect(one.next_sequence(5)).toBe(2);
  });

  it('forgets the seat with everything that belonged to it, and keeps the room code', () => {
    const local = new Memory();
    const session = new Memory();
    const identity = window_of(local, session);
    const key = identity.seat_seed;
    identity.room_code = 'KDRTMWPA';
    identity.remember_seat();
    const draft = { kind: 'ranking' as const, ranking: [[1]] };
    identity.keep_draft({
      run: 'r',
      box: { id: 1, kind: 'ranking', round: 1, proposal: null, token: '' },
      draft,
      held: false,
      sent: null,
    });
    identity.forget_seat();
    expect(identity.has_seat).toBe(false);
    expect(identity.draft).toBeNull();
    expect(identity.seat_seed).not.toBe(key);
    expect(identity.room_code).toBe('KDRTMWPA');
    expect([...session.held.values()].join()).not.toContain('ranking');
  });

  it('keeps a draft for this window and reads nothing else as one', () => {
    const session = new Memory();
    const identity = window_of(new Memory(), session);
    const kept = {
      run: 'r',
      box: { id: 4, kind: 'ranking' as const, round: 1, proposal: null, token: '' },
      draft: { kind: 'ranking' as const, ranking: [[2], [1]] },
      held: true,
      sent: { sequence: 3, blob: 'q-_9' },
    };
    identity.keep_draft(kept);
    expect(identity.draft).toEqual(kept);
    const key = [...session.held.keys()].find((name) => name.endsWith('draft')) ?? '';
    for (const rubbish of [
      '{',
      'null',
      '{"run":1}',
      '{"run":"r","box":{"id":"x"},"draft":{"kind":"ranking","ranking":[]}}',
    ]) {
      session.held.set(key, rubbish);
      expect(identity.draft).toBeNull();
    }
  });

  it('remembers the key of the host of each session, in every tab', () => {
    const local = new Memory();
    window_of(local, new Memory()).remember_host('5e', 'one key');
    expect(window_of(local, new Memory()).known_host('5e')).toBe('one key');
    expect(window_of(local, new Memory()).known_host('ab')).toBeNull();
    expect(window_of(new Memory(), new Memory()).known_host('5e')).toBeNull();
  });

  it('works for as long as the window is open when the browser keeps nothing', () => {
    for (const store of [null, broken]) {
      const identity = window_of(store, store);
      expect(identity.seat_seed).toBe(identity.seat_seed);
      expect([identity.next_command(), identity.next_command()]).toEqual([1, 2]);
      expect([identity.next_sequence(1), identity.next_sequence(1)]).toEqual([2, 3]);
      identity.forget_seat();
      expect(identity.draft).toBeNull();
    }
  });
});

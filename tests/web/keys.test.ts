// SPDX-License-Identifier: Apache-2.0
// The device's side of a box's keys, against the golden file of the host's side.
import { load_cipher } from '../../app/web/src/channel';
import { KeyKeeper } from '../../app/web/src/keys';
import { BrowserParts, MemoryParts } from '../../app/web/src/part_store';
import type { RoomView } from '../../app/web/src/protocol';
import { from_base64, sodium, to_base64 } from '../../app/web/src/sodium';
import { DeviceTasks, type PartCommand } from '../../app/web/src/tasks';
import vectors from '../golden/seal.json';
import { unhex } from './support/channel.mjs';
import { lobby, scenes } from './support/scenes.mjs';
import { ranking_room, seat_view } from './support/seats';

const { parts } = vectors;
const seed = unhex(parts.device_seed);
const session = '5e'.repeat(16);
const other_session = 'ab'.repeat(16);

// As the host seals an organisation's parts to a device: to its Ed25519 key as an X25519 key.
function handed_out(plain = unhex(parts.kept), device_key = parts.device_key): string {
  const key = sodium.crypto_sign_ed25519_pk_to_curve25519(unhex(device_key));
  return to_base64(sodium.crypto_box_seal(plain, key));
}
function opened_by_host(sealed: string | null): string {
  const pair = sodium.crypto_box_seed_keypair(unhex(parts.host_seed));
  const blob = from_base64(sealed ?? '') ?? new Uint8Array();
  return sodium.to_hex(sodium.crypto_box_seal_open(blob, pair.publicKey, pair.privateKey));
}
async function keeper_with_parts(): Promise<KeyKeeper> {
  const keeper = new KeyKeeper(new MemoryParts());
  expect(await keeper.take(session, parts.box, handed_out(), seed)).toBe(true);
  return keeper;
}

beforeAll(load_cipher);

describe('parts of a box’s keys', () => {
  it('are for the key that the host makes of the device’s own', () => {
    expect(sodium.to_hex(sodium.crypto_sign_seed_keypair(seed).publicKey)).toBe(parts.device_key);
    const key = sodium.crypto_sign_ed25519_pk_to_curve25519(unhex(parts.device_key));
    expect(sodium.to_hex(key)).toBe(parts.device_box_key);
  });

  it('are given back as the host reads them', async () => {
    const keeper = await keeper_with_parts();
    const room = await keeper.give(session, parts.box, 'room', parts.host_key, false);
    expect(opened_by_host(room)).toBe(parts.given_room);
    const ballot = await keeper.give(session, parts.box, 'ballot', parts.host_key, true);
    expect(opened_by_host(ballot)).toBe(parts.given_ballot);
  });

  it('that open deposits are not given before the box is closing', async () => {
    const keeper = await keeper_with_parts();
    expect(await keeper.give(session, parts.box, 'ballot', parts.host_key, false)).toBeNull();
  });

  it('are given for no other box, no other session and to no key that is none', async () => {
    const keeper = await keeper_with_parts();
    expect(await keeper.give(session, parts.box + 1, 'room', parts.host_key, true)).toBeNull();
    expect(await keeper.give(other_session, parts.box, 'room', parts.host_key, true)).toBeNull();
    for (const key of ['', 'ab', '00'.repeat(32)])
      expect(await keeper.give(session, parts.box, 'room', key, true)).toBeNull();
  });

  it('of another box, another device or another kind are not taken', async () => {
    const keeper = new KeyKeeper(new MemoryParts());
    const wrong_version = unhex(parts.kept);
    wrong_version[0] = 2;
    const stranger = sodium.to_hex(sodium.crypto_sign_seed_keypair(new Uint8Array(32)).publicKey);
    const whole = from_base64(handed_out()) ?? new Uint8Array();
    const changed = Uint8Array.from(whole);
    changed[60] = (changed[60] ?? 0) ^ 1;
    const refused = [
      '',
      '!',
      handed_out(wrong_version),
      handed_out(unhex(parts.kept).slice(1)),
      handed_out(unhex(parts.kept), stranger),
      to_base64(whole.subarray(1)),
      to_base64(changed),
    ];
    for (const sealed of refused) expect(await keeper.take(session, parts.box, sealed, seed)).toBe(false);
    expect(await keeper.take(session, 5, handed_out(), seed)).toBe(false);
    expect(await keeper.give(session, parts.box, 'room', parts.host_key, true)).toBeNull();
  });

  it('are destroyed when their box is gone, and those of another session when they are old', async () => {
    let now_ms = 1_000_000;
    const store = new MemoryParts();
    const keeper = new KeyKeeper(store, () => now_ms);
    await keeper.take(session, parts.box, handed_out(), seed);
    await keeper.take(other_session, parts.box, handed_out(), seed);
    const kept = await store.get(session, parts.box);
    await keeper.keep_only(session, parts.box);
    expect(await store.get(session, parts.box)).not.toBeNull();
    await keeper.keep_only(session, null);
    expect(await store.get(session, parts.box)).toBeNull();
    expect(kept?.parts.every((byte) => byte === 0)).toBe(true);
    expect(await store.get(other_session, parts.box)).not.toBeNull();
    now_ms += 31 * 24 * 60 * 60 * 1000;
    await keeper.keep_only(session, null);
    expect(await store.get(other_session, parts.box)).toBeNull();
  });

  it('are kept in memory where the browser keeps nothing', async () => {
    const broken = [
      () => undefined,
      () => {
        throw new Error('blocked');
      },
    ];
    for (const open of broken) {
      const keeper = new KeyKeeper(new BrowserParts(open));
      expect(await keeper.take(session, parts.box, handed_out(), seed)).toBe(true);
      expect(await keeper.give(session, parts.box, 'room', parts.host_key, false)).not.toBeNull();
      await keeper.keep_only(session, null);
      expect(await keeper.give(session, parts.box, 'room', parts.host_key, false)).toBeNull();
    }
  });
});

describe('what a device is asked to do', () => {
  const standing = { session, run: 'run1', seed: parts.device_seed };
  const take = () => seat_view({ task: { type: 'take_parts', box: parts.box, sealed: handed_out() } });
  const give = (part: 'room' | 'ballot', box = parts.box) =>
    seat_view({ task: { type: 'give_part', box, part, to: parts.host_key } });
  function device(): { tasks: DeviceTasks; asked: PartCommand[] } {
    const asked: PartCommand[] = [];
    const tasks = new DeviceTasks(new KeyKeeper(new MemoryParts()), (command) => asked.push(command));
    return { tasks, asked };
  }

  it('is done once, however many views ask for it', async () => {
    const { tasks, asked } = device();
    const seat = take();
    for (let view = 0; view < 3; view += 1)
      await tasks.see(ranking_room(parts.box, { state: 'opening' }), seat, standing);
    expect(asked).toEqual([{ type: 'keep_parts', box: parts.box }]);
    for (let view = 0; view < 3; view += 1)
      await tasks.see(ranking_room(parts.box, { waiting: 'Waiting.' }), give('room'), standing);
    expect(asked.map((one) => one.type)).toEqual(['keep_parts', 'return_part']);
  });

  it('is done again for a host that was restarted, and where the host could not hear it', async () => {
    const { tasks, asked } = device();
    const room = ranking_room(parts.box, { waiting: 'Waiting.' });
    await tasks.see(room, take(), standing);
    await tasks.see(room, give('room'), standing);
    await tasks.see(room, give('room'), { ...standing, run: 'run2' });
    expect(asked).toHaveLength(3);
    expect(tasks.was_refused('too_fast')).toBe(true);
    await tasks.see(room, give('room'), { ...standing, run: 'run2' });
    expect(asked).toHaveLength(4);
    expect(tasks.was_refused('part_not_wanted')).toBe(false);
    await tasks.see(room, give('room'), { ...standing, run: 'run2' });
    expect(asked).toHaveLength(4);
  });

  it('the part that opens deposits waits until the room sees that the box is closing', async () => {
    const { tasks, asked } = device();
    await tasks.see(ranking_room(parts.box), take(), standing);
    await tasks.see(ranking_room(parts.box), give('ballot'), standing);
    expect(asked).toHaveLength(1);
    // Of another box than the one that is closing.
    await tasks.see(ranking_room(parts.box), give('ballot', parts.box - 1), standing);
    expect(asked).toHaveLength(1);
    await tasks.see(ranking_room(parts.box, { state: 'closing' }), give('ballot'), standing);
    expect(asked[1]).toMatchObject({ type: 'return_part', box: parts.box, part: 'ballot' });
    expect(opened_by_host(asked[1]?.type === 'return_part' ? asked[1].sealed : null)).toBe(
      parts.given_ballot,
    );
  });

  it('nothing is left of a box that is gone', async () => {
    const { tasks, asked } = device();
    await tasks.see(ranking_room(parts.box), take(), standing);
    await tasks.see(scenes.standings.room() as RoomView, seat_view(), standing);
    await tasks.see(ranking_room(parts.box), give('room'), standing);
    expect(asked).toHaveLength(1);
  });

  it('parts outlive the view of a window that has no seat', async () => {
    const { tasks, asked } = device();
    await tasks.see(ranking_room(parts.box), take(), standing);
    await tasks.see(ranking_room(parts.box), undefined, { ...standing, seed: '' });
    await tasks.see(ranking_room(parts.box), give('room'), standing);
    expect(asked).toHaveLength(2);
    await tasks.see(lobby() as RoomView, undefined, { ...standing, seed: '' });
    await tasks.see(ranking_room(parts.box), give('room'), { ...standing, run: 'run2' });
    expect(asked).toHaveLength(2);
  });
});

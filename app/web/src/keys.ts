// SPDX-License-Identifier: Apache-2.0
// This device's side of a box's keys (sessions/key_parts.hpp): it keeps its organisation's parts while the
// box is there and gives them back when the host asks.
//
// Policy: the room's part is given whenever it is asked for; the part that opens deposits only once this page
// itself sees that the box is closing. Parts are kept where they outlive a reload and a restart of the
// browser (IndexedDB), or in memory where there is no such place; they are destroyed once their box is gone.
import type { DeviceTask } from './protocol';
import { from_base64, from_hex, sodium, to_base64 } from './sodium';

export interface KeptParts {
  session: string;
  box: number;
  parts: Uint8Array; // as they were handed out, see `kept_bytes`
  kept_at_ms: number;
}

// Where parts are kept, by session and box. Every promise is kept, never broken: what can not be written is
// kept in memory.
export interface PartStore {
  get(session: string, box: number): Promise<KeptParts | null>;
  put(parts: KeptParts): Promise<void>;
  // Destroys all parts for which `is_gone` says so.
  destroy(is_gone: (parts: KeptParts) => boolean): Promise<void>;
}

// What is handed out, little-endian:
//   version u8 = 1 | box u32 | organisation u32 | x u32 | room share[32] | ballot share[32]
// and what is given back:
//   version u8 = 1 | box u32 | organisation u32 | part u8 (0 room, 1 ballot) | share[32]
const layout_version = 1;
const share_bytes = 32;
const organisation_at = 5;
const room_at = 13;
const ballot_at = room_at + share_bytes;
const kept_bytes = ballot_at + share_bytes;
const part_at = 9;
const given_bytes = part_at + 1 + share_bytes;

// Another session's host may come back to this address; after so long it does not.
const forgotten_after_ms = 30 * 24 * 60 * 60 * 1000;

export type Part = Extract<DeviceTask, { type: 'give_part' }>['part'];

export class KeyKeeper {
  constructor(
    private readonly store: PartStore,
    private readonly now_ms: () => number = () => Date.now(),
  ) {}

  // True: the parts are kept, and the host may be told so. False: they are not for this device or not for
  // this box. `seed` is that of the device's Ed25519 key.
  async take(session: string, box: number, sealed: string, seed: Uint8Array): Promise<boolean> {
    const parts = open_parts(sealed, seed);
    if (!parts || new DataView(parts.buffer, parts.byteOffset).getUint32(1, true) !== box) return false;
    await this.store.put({ session, box, parts, kept_at_ms: this.now_ms() });
    return true;
  }

  // The part sealed for the host. Null: this device has none, or it is the part that opens deposits and the
  // box is not closing.
  async give(
    session: string,
    box: number,
    part: Part,
    to: string,
    box_closing: boolean,
  ): Promise<string | null> {
    if (part === 'ballot' && !box_closing) return null;
    const key = from_hex(to, sodium.crypto_box_PUBLICKEYBYTES);
    const kept = await this.store.get(session, box);
    if (!kept || !key || kept.parts.length !== kept_bytes) return null;
    const plain = lay_out_given(kept.parts, part);
    try {
      return to_base64(sodium.crypto_box_seal(plain, key));
    } catch {
      return null;
    } finally {
      sodium.memzero(plain);
    }
  }

  // What the host of this session shows is its open box, or null for none: parts of its other boxes go.
  async keep_only(session: string, box: number | null): Promise<void> {
    const oldest_ms = this.now_ms() - forgotten_after_ms;
    await this.store.destroy((kept) =>
      kept.session === session ? kept.box !== box : kept.kept_at_ms < oldest_ms,
    );
  }
}

function open_parts(sealed: string, seed: Uint8Array): Uint8Array | null {
  const blob = from_base64(sealed);
  if (blob?.length !== kept_bytes + sodium.crypto_box_SEALBYTES) return null;
  const pair = sodium.crypto_sign_seed_keypair(seed);
  const secret = sodium.crypto_sign_ed25519_sk_to_curve25519(pair.privateKey);
  try {
    const public_key = sodium.crypto_sign_ed25519_pk_to_curve25519(pair.publicKey);
    const parts = sodium.crypto_box_seal_open(blob, public_key, secret);
    return parts[0] === layout_version ? parts : null;
  } catch {
    return null;
  } finally {
    sodium.memzero(secret);
    sodium.memzero(pair.privateKey);
  }
}

function lay_out_given(kept: Uint8Array, part: Part): Uint8Array {
  const share_at = part === 'room' ? room_at : ballot_at;
  const out = new Uint8Array(given_bytes);
  out.set(kept.subarray(0, organisation_at + 4));
  out[part_at] = part === 'room' ? 0 : 1;
  out.set(kept.subarray(share_at, share_at + share_bytes), part_at + 1);
  return out;
}

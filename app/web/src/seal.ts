// SPDX-License-Identifier: Apache-2.0
// Deposits as sealed blobs, byte for byte as sessions/seal.hpp says. A deposit is laid out as plain bytes of
// one constant size for its kind of box and sealed to the box's key, so that nobody, this device included,
// can read it before organisations together open the box. Box, seat and sequence are inside.
//
// What is laid out must be clean (text.ts) and allowed in its box (drafts.ts): a deposit that is not counts
// as nothing when the box is opened, and nobody can say so any more.
import { type BoxKind, type DepositContent, limits } from './protocol';
import { from_hex, sodium, to_base64 } from './sodium';

export interface DepositPlace {
  token: string; // the box's, 32 hexadecimal digits
  seat: number;
  sequence: number;
}

const layout_version = 1;
const token_at = 4;
const token_bytes = 16;
const seat_at = token_at + token_bytes;
const sequence_at = seat_at + 2;
const after_place = sequence_at + 8;
const rank_bytes = 20;
const nonce_bytes = 16;
const content_at = after_place + nonce_bytes;

// As sessions/deposit.hpp numbers them.
const number_of_kind: Record<BoxKind, number> = {
  proposals: 0,
  questions: 1,
  answers: 2,
  ranking: 3,
  consent: 4,
  shortlist: 5,
  safety: 6,
};

export function plain_bytes(kind: BoxKind): number {
  const is_short = kind === 'ranking' || kind === 'shortlist' || kind === 'safety';
  return is_short ? 512 : limits.deposit_bytes;
}

// How many bytes the content of a deposit may take as JSON.
export function json_bytes_most(kind: BoxKind): number {
  return plain_bytes(kind) - content_at;
}

export function json_of(content: DepositContent): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(content));
}

// The plain bytes of a deposit. `ranked` is what the box ranks, ascending. Throws where the content does not
// belong there: that is a mistake of this program.
export function lay_out_deposit(
  place: DepositPlace,
  ranked: readonly number[],
  content: DepositContent,
  nonce: Uint8Array,
): Uint8Array {
  const token = from_hex(place.token, token_bytes);
  if (!token || nonce.length !== nonce_bytes) throw new Error('a deposit needs a token and a nonce');
  const out = new Uint8Array(plain_bytes(content.type));
  const view = new DataView(out.buffer);
  view.setUint8(0, layout_version);
  out.set(token, token_at);
  view.setUint16(seat_at, place.seat, true);
  view.setBigUint64(sequence_at, BigInt(place.sequence), true);
  if (content.type === 'ranking') {
    view.setUint8(1, ranked.length);
    content.ranking.forEach((group, index) => {
      for (const proposal of group) {
        const at = ranked.indexOf(proposal);
        if (at < 0 || at >= rank_bytes) throw new Error('this proposal is not ranked here');
        view.setUint8(after_place + at, index + 1);
      }
    });
    out.set(nonce, after_place + rank_bytes);
    return out;
  }
  const json = json_of(content);
  if (json.length > json_bytes_most(content.type)) throw new Error('too long for a deposit');
  view.setUint8(1, number_of_kind[content.type]);
  view.setUint16(2, json.length, true);
  out.set(nonce, after_place);
  out.set(json, content_at);
  sodium.memzero(json);
  return out;
}

// The sealed deposit as it travels. Null: `box_key` is no key.
export function seal_deposit(
  box_key: string,
  place: DepositPlace,
  ranked: readonly number[],
  content: DepositContent,
): string | null {
  const key = from_hex(box_key, sodium.crypto_box_PUBLICKEYBYTES);
  if (!key) return null;
  const plain = lay_out_deposit(place, ranked, content, sodium.randombytes_buf(nonce_bytes));
  try {
    return to_base64(sodium.crypto_box_seal(plain, key));
  } catch {
    return null;
  } finally {
    sodium.memzero(plain);
  }
}

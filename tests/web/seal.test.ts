// SPDX-License-Identifier: Apache-2.0
// Deposits and texts against the golden file that the host's side wrote (seal_vectors.test.cpp).
import { load_cipher } from '../../app/web/src/channel';
import type { DepositContent } from '../../app/web/src/protocol';
import { json_bytes_most, lay_out_deposit, plain_bytes, seal_deposit } from '../../app/web/src/seal';
import { from_base64, sodium } from '../../app/web/src/sodium';
import { clean_text } from '../../app/web/src/text';
import vectors from '../golden/seal.json';
import { unhex } from './support/channel.mjs';
import { open_deposit } from './support/deposits.mjs';

interface Golden {
  deposits: {
    what: string;
    token: string;
    seat: number;
    sequence: number;
    ranked: number[];
    content: DepositContent;
    nonce: string;
    plain: string;
    plain_bytes: number;
    blob_bytes: number;
    json_bytes_most: number;
  }[];
  texts: { raw: string; lines: 'one' | 'many'; clean: string }[];
}
const golden = vectors as unknown as Golden;

const seed = '42'.repeat(32);
const box_key = (): string => sodium.to_hex(sodium.crypto_box_seed_keypair(unhex(seed)).publicKey);

// Proposals in one place are level: their order in it says nothing, and is not kept.
function ascending_within(content: DepositContent): DepositContent {
  if (content.type !== 'ranking') return content;
  return {
    ...content,
    ranking: content.ranking.map((place) => [...place].sort((one, other) => one - other)),
  };
}

beforeAll(load_cipher);

describe('a deposit', () => {
  for (const one of golden.deposits) {
    it(`is laid out as the host does it: ${one.what}`, () => {
      const plain = lay_out_deposit(one, one.ranked, one.content, unhex(one.nonce));
      expect(plain.length).toBe(one.plain_bytes);
      expect(plain_bytes(one.content.type)).toBe(one.plain_bytes);
      expect(json_bytes_most(one.content.type)).toBe(one.json_bytes_most);
      const said = one.plain.length / 2;
      expect(sodium.to_hex(plain.slice(0, said))).toBe(one.plain);
      expect(plain.slice(said).every((byte) => byte === 0)).toBe(true);
    });

    it(`opens to what was put in, with the key of its box only: ${one.what}`, () => {
      const blob = seal_deposit(box_key(), one, one.ranked, one.content);
      const kind = one.content.type;
      expect(from_base64(blob ?? '')).toHaveLength(one.blob_bytes);
      const opened = open_deposit(sodium, seed, kind, one.ranked, blob ?? '');
      expect(opened).toEqual({
        token: one.token,
        seat: one.seat,
        sequence: one.sequence,
        content: ascending_within(one.content),
      });
      expect(() => open_deposit(sodium, '43'.repeat(32), kind, one.ranked, blob ?? '')).toThrow();
    });
  }

  it('is another one each time, however often the same is put in', () => {
    const [one] = golden.deposits;
    if (!one) throw new Error('no vectors');
    const blobs = [1, 2, 3].map(() => seal_deposit(box_key(), one, one.ranked, one.content));
    expect(new Set(blobs).size).toBe(3);
  });

  it('is not made where the box has no key', () => {
    const [one] = golden.deposits;
    if (!one) throw new Error('no vectors');
    for (const key of ['', 'ab', 'AB'.repeat(32), 'zz'.repeat(32)])
      expect(seal_deposit(key, one, one.ranked, one.content)).toBeNull();
  });

  it('that does not belong into its box is a mistake of this program', () => {
    const place = { token: 'ab'.repeat(16), seat: 7, sequence: 2 };
    expect(() => seal_deposit(box_key(), place, [1, 2], { type: 'ranking', ranking: [[3]] })).toThrow();
    const long = { type: 'consent' as const, answer: 'worry' as const, reason: 'x'.repeat(17_000) };
    expect(() => seal_deposit(box_key(), place, [], long)).toThrow();
    expect(() =>
      seal_deposit(box_key(), { ...place, token: '' }, [], { type: 'safety', answer: 'safe' }),
    ).toThrow();
  });
});

describe('a text', () => {
  it('is cleaned as the host does it', () => {
    for (const { raw, lines, clean } of golden.texts) expect(clean_text(raw, lines)).toBe(clean);
  });

  it('loses halves of characters, which are no text, and stays as it is when cleaned again', () => {
    expect(clean_text('a\ud800b', 'one')).toBe('ab');
    for (const { raw, lines } of golden.texts) {
      const once = clean_text(raw, lines);
      expect(clean_text(once, lines)).toBe(once);
    }
  });
});

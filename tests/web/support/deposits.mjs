// SPDX-License-Identifier: Apache-2.0
// Opens what a page has put into a box, as the custody does when the box is closed. Written from
// sessions/seal.hpp and not from the page's own code, so that one can be wrong without the other.
const sizes = { ranking: 512, shortlist: 512, safety: 512 };
const kinds = ['proposals', 'questions', 'answers', 'ranking', 'consent', 'shortlist', 'safety'];

// {content, seat, sequence, token}; throws for what would count as nothing.
export function open_deposit(sodium, seed, kind, ranked, blob) {
  const pair = sodium.crypto_box_seed_keypair(Buffer.from(seed, 'hex'));
  const sealed = Buffer.from(blob, 'base64url');
  if (sealed.toString('base64url') !== blob) throw new Error('not base64 as the host reads it');
  const plain = Buffer.from(sodium.crypto_box_seal_open(sealed, pair.publicKey, pair.privateKey));
  if (plain.length !== (sizes[kind] ?? 16 * 1024)) throw new Error('not of the size of its kind');
  if (plain[0] !== 1) throw new Error('not version 1');
  const place = {
    token: plain.subarray(4, 20).toString('hex'),
    seat: plain.readUInt16LE(20),
    sequence: Number(plain.readBigUInt64LE(22)),
  };
  return { ...place, content: kind === 'ranking' ? ranking_in(plain, ranked) : json_in(plain, kind) };
}

function ranking_in(plain, ranked) {
  if (plain[1] !== ranked.length || plain.readUInt16LE(2) !== 0) throw new Error('not this ranking');
  if (plain.subarray(66).some((byte) => byte !== 0)) throw new Error('a bad filling');
  const places = new Map();
  plain.subarray(30, 50).forEach((place, index) => {
    if (place === 0) return;
    if (index >= ranked.length || place > ranked.length) throw new Error('a rank of nothing');
    places.set(place, [...(places.get(place) ?? []), ranked[index]]);
  });
  const ranking = [...places].sort(([one], [other]) => one - other).map(([, group]) => group);
  return { type: 'ranking', ranking };
}

function json_in(plain, kind) {
  const length = plain.readUInt16LE(2);
  if (kinds[plain[1]] !== kind || length > plain.length - 46) throw new Error('not of this kind');
  if (plain.subarray(46 + length).some((byte) => byte !== 0)) throw new Error('a bad filling');
  const content = JSON.parse(plain.subarray(46, 46 + length).toString());
  if (content.type !== kind) throw new Error('not of this kind');
  return content;
}

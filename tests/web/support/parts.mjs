// SPDX-License-Identifier: Apache-2.0
// The host's side of the parts of a box's keys, written from sessions/key_parts.hpp.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../app/web/package.json', import.meta.url));
const sodium = require('libsodium-wrappers');
await sodium.ready;

const organisation = 1;
export const shares = { room: Buffer.alloc(32, 0xaa), ballot: Buffer.alloc(32, 0xbb) };

// The task of a device to take its parts. `seat_key` is the device's, as in its hello.
export function take_parts(box, seat_key) {
  const plain = Buffer.alloc(77);
  plain[0] = 1;
  plain.writeUInt32LE(box, 1);
  plain.writeUInt32LE(organisation, 5);
  plain.writeUInt32LE(organisation, 9);
  shares.room.copy(plain, 13);
  shares.ballot.copy(plain, 45);
  const key = sodium.crypto_sign_ed25519_pk_to_curve25519(Buffer.from(seat_key, 'hex'));
  const sealed = Buffer.from(sodium.crypto_box_seal(plain, key)).toString('base64url');
  return { type: 'take_parts', box, sealed };
}

// A host in one of its runs, which asks for parts under a key of its own.
export class AskingHost {
  constructor() {
    this.pair = sodium.crypto_box_keypair();
    this.to = Buffer.from(this.pair.publicKey).toString('hex');
  }
  task(box, part) {
    return { type: 'give_part', box, part, to: this.to };
  }
  // {box, organisation, part, share} of a `return_part`.
  read({ sealed }) {
    const blob = Buffer.from(sealed, 'base64url');
    const plain = Buffer.from(sodium.crypto_box_seal_open(blob, this.pair.publicKey, this.pair.privateKey));
    if (plain.length !== 42 || plain[0] !== 1) throw new Error('not a part');
    const part = ['room', 'ballot'][plain[9]];
    return {
      box: plain.readUInt32LE(1),
      organisation: plain.readUInt32LE(5),
      part,
      share: plain.subarray(10),
    };
  }
}

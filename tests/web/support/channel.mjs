// SPDX-License-Identifier: Apache-2.0
// Both ends of the channel of net/README.md, written a second time from that page, for tests: a host for
// pages (fake_host.mjs, connection.test.ts) and a client for real hosts (tests/e2e). `sodium` is
// libsodium-wrappers, ready.
const step = 1024;
const header_bytes = 24;

export const deposit_frame_bytes = 26 * 1024;

export function hex(bytes) {
  return Buffer.from(bytes).toString('hex');
}
export function unhex(text) {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

function statement(label, ...parts) {
  return new Uint8Array(Buffer.concat([label, ...parts].map((part) => Buffer.from(part))));
}
function u64le(number) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(number));
  return bytes;
}

// One end of an open channel.
export class End {
  constructor(sodium, receive, send, binding) {
    this.sodium = sodium;
    this.receive = receive;
    const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(send);
    this.push = state;
    this.header = Buffer.from(header);
    this.binding = binding;
  }
  seal(text, at_least = step) {
    const said = Buffer.from(text);
    const plain = Buffer.alloc(Math.ceil(Math.max(said.length + 21, at_least) / step) * step - 17);
    plain.writeUInt32LE(said.length);
    said.copy(plain, 4);
    const sealed = this.sodium.crypto_secretstream_xchacha20poly1305_push(this.push, plain, null, 0);
    const frame = Buffer.concat([this.header, Buffer.from(sealed)]);
    this.header = Buffer.alloc(0);
    return new Uint8Array(frame);
  }
  // Throws for what is not the other end's next frame.
  open(frame) {
    let sealed = new Uint8Array(frame);
    if (!this.pull) {
      const header = sealed.slice(0, header_bytes);
      this.pull = this.sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, this.receive);
      sealed = sealed.slice(header_bytes);
    }
    if (sealed.length === 0 || sealed.length % step !== 0) throw new Error('a frame of no whole step');
    const pulled = this.sodium.crypto_secretstream_xchacha20poly1305_pull(this.pull, sealed, null);
    if (!pulled || pulled.tag !== 0) throw new Error('a frame that is not the next one');
    const plain = Buffer.from(pulled.message);
    const end = 4 + plain.readUInt32LE();
    if (end > plain.length) throw new Error('a text beyond its frame');
    if (plain.subarray(end).some((byte) => byte !== 0)) throw new Error('something after the text');
    return plain.subarray(4, end).toString();
  }
}

export class HostSide {
  // `seed`: 64 hexadecimal digits, of the host's identity.
  constructor(sodium, seed) {
    this.sodium = sodium;
    const pair = sodium.crypto_sign_seed_keypair(unhex(seed));
    this.secret = pair.privateKey;
    this.public = pair.publicKey;
    this.host_key = hex(pair.publicKey);
  }
  // {text, end} for a good first message; throws for any other.
  answer(first_message) {
    const { type, protocol, client_key, ...more } = JSON.parse(first_message);
    if (type !== 'channel' || protocol !== 2 || Object.keys(more).length) throw new Error('no first message');
    const pair = this.sodium.crypto_kx_keypair();
    const { sharedRx, sharedTx } = this.sodium.crypto_kx_server_session_keys(
      pair.publicKey,
      pair.privateKey,
      unhex(client_key),
    );
    const signed = statement('equivox/channel/2', unhex(client_key), pair.publicKey, this.public);
    const text = JSON.stringify({
      type: 'channel',
      protocol: 2,
      host_key: this.host_key,
      channel_key: hex(pair.publicKey),
      signature: this.sign(signed),
    });
    const binding = this.sodium.crypto_generichash(32, first_message + text, null);
    return { text, end: new End(this.sodium, sharedRx, sharedTx, binding) };
  }
  sign(bytes) {
    return hex(this.sodium.crypto_sign_detached(bytes, this.secret));
  }
  sign_answer(session, client, id, outcome) {
    return this.sign(statement('equivox/answer/2', unhex(session), unhex(client), u64le(id), outcome));
  }
  is_hello_proved(binding, { seat_key, client, proof }) {
    const signed = statement('equivox/hello/2', binding, unhex(seat_key), unhex(client));
    return this.is_signed(signed, proof, seat_key);
  }
  is_command_signed(session, client, seat_key, { id, command, signature }) {
    const digest = this.sodium.crypto_generichash(32, command, null);
    const signed = statement('equivox/command/2', unhex(session), unhex(client), u64le(id), digest);
    return this.is_signed(signed, signature, seat_key);
  }
  is_signed(bytes, signature, key) {
    return (
      typeof signature === 'string' &&
      this.sodium.crypto_sign_verify_detached(unhex(signature), bytes, unhex(key))
    );
  }
}

export class ClientSide {
  constructor(sodium) {
    this.sodium = sodium;
    this.pair = sodium.crypto_kx_keypair();
    const client_key = hex(this.pair.publicKey);
    this.first_message = JSON.stringify({ type: 'channel', protocol: 2, client_key });
  }
  // {end, host_key}; throws where the answer is not signed by the key that it names.
  finish(answer) {
    const { host_key, channel_key, signature } = JSON.parse(answer);
    const signed = statement('equivox/channel/2', this.pair.publicKey, unhex(channel_key), unhex(host_key));
    if (!this.sodium.crypto_sign_verify_detached(unhex(signature), signed, unhex(host_key)))
      throw new Error('the answer is not signed by the host');
    const { sharedRx, sharedTx } = this.sodium.crypto_kx_client_session_keys(
      this.pair.publicKey,
      this.pair.privateKey,
      unhex(channel_key),
    );
    const binding = this.sodium.crypto_generichash(32, this.first_message + answer, null);
    return { end: new End(this.sodium, sharedRx, sharedTx, binding), host_key };
  }
}

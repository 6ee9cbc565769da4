// SPDX-License-Identifier: Apache-2.0
// The client's side of the encrypted channel of net/README.md, and the signatures of a delegate's device and
// of the host. Without I/O: texts and frames go in and out. The cipher is libsodium in WebAssembly, because a
// page that came over plain http has no crypto.subtle; load_cipher must have been waited for before anything
// else here is used.
import sodium from 'libsodium-wrappers';
import { Mismatch, one_of, shape, text, whole } from './check';
import { protocol_version } from './protocol';

export const sizes = {
  step: 1024,
  header: 24,
  seal: 17,
  length: 4,
  deposit: 26 * 1024,
  longest_text: 8 * 1024 * 1024,
} as const;

// The library itself, for tests that play the host.
export const cipher: unknown = sodium;

// Rejects where the browser does not run WebAssembly.
export async function load_cipher(): Promise<void> {
  await sodium.ready;
}

export type RandomBytes = (count: number) => Uint8Array;

export function random_bytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}

// --- keys and signatures

export class SigningKey {
  readonly public_key: string;
  private readonly secret: Uint8Array;

  // `seed` is 64 hexadecimal digits.
  constructor(seed: string) {
    const pair = sodium.crypto_sign_seed_keypair(sodium.from_hex(seed));
    this.public_key = sodium.to_hex(pair.publicKey);
    this.secret = pair.privateKey;
  }

  sign(statement: Uint8Array): string {
    return sodium.to_hex(sodium.crypto_sign_detached(statement, this.secret));
  }
}

export function is_signed(statement: Uint8Array, signature: string, public_key: string): boolean {
  if (!is_hexadecimal(signature, 64) || !is_hexadecimal(public_key, 32)) return false;
  return sodium.crypto_sign_verify_detached(
    sodium.from_hex(signature),
    statement,
    sodium.from_hex(public_key),
  );
}

export function is_hexadecimal(value: string, bytes: number): boolean {
  return value.length === 2 * bytes && /^[0-9a-f]*$/.test(value);
}

export function hello_statement(binding: Uint8Array, seat_key: string, client: string): Uint8Array {
  return joined('equivox/hello/2', binding, sodium.from_hex(seat_key), sodium.from_hex(client));
}

// `command` is the text of the command as it stands in the message.
export function command_statement(session: string, client: string, id: number, command: string): Uint8Array {
  const digest = sodium.crypto_generichash(32, command, null);
  return joined(
    'equivox/command/2',
    sodium.from_hex(session),
    sodium.from_hex(client),
    little_endian(id, 8),
    digest,
  );
}

// `outcome` is "done" or the name of the refusal.
export function answer_statement(session: string, client: string, id: number, outcome: string): Uint8Array {
  return joined(
    'equivox/answer/2',
    sodium.from_hex(session),
    sodium.from_hex(client),
    little_endian(id, 8),
    outcome,
  );
}

function joined(...parts: (Uint8Array | string)[]): Uint8Array {
  const bytes = parts.map((part) => (typeof part === 'string' ? sodium.from_string(part) : part));
  const result = new Uint8Array(bytes.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of bytes) {
    result.set(part, place);
    place += part.length;
  }
  return result;
}

function little_endian(value: number, bytes: number): Uint8Array {
  const result = new Uint8Array(bytes);
  let rest = value;
  for (let place = 0; place < bytes; place += 1) {
    result[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return result;
}

// --- the channel

// The bytes of the frame around so long a text, without the header of a first frame.
export function frame_bytes(text_bytes: number, at_least: number = sizes.step): number {
  const needed = Math.max(sizes.length + text_bytes + sizes.seal, at_least);
  return Math.ceil(needed / sizes.step) * sizes.step;
}

const message_tag = 0;

export class Channel {
  private readonly sending: ReturnType<typeof sodium.crypto_secretstream_xchacha20poly1305_init_pull>;
  private receiving: ReturnType<typeof sodium.crypto_secretstream_xchacha20poly1305_init_pull> | null = null;
  private header: Uint8Array | null;
  private broken = false;

  // A stream to send is made as one to receive: the two begin in the same state, and this way the header is
  // ours to give.
  constructor(
    readonly host_key: string,
    readonly binding: Uint8Array,
    private readonly receiving_key: Uint8Array,
    sending_key: Uint8Array,
    header: Uint8Array,
  ) {
    this.sending = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, sending_key);
    this.header = header;
  }

  // The next frame to send.
  seal(message: string, at_least: number = sizes.step): Uint8Array {
    const bytes = sodium.from_string(message);
    const plain = new Uint8Array(frame_bytes(bytes.length, at_least) - sizes.seal);
    plain.set(little_endian(bytes.length, sizes.length));
    plain.set(bytes, sizes.length);
    const sealed = sodium.crypto_secretstream_xchacha20poly1305_push(this.sending, plain, null, message_tag);
    const frame = this.header ? joined(this.header, sealed) : sealed;
    this.header = null;
    return frame;
  }

  // The text in the next frame that came. Null where it is not exactly the host's next frame: then nothing
  // can be opened any more, and the connection must be closed.
  open(frame: Uint8Array): string | null {
    if (this.broken) return null;
    this.broken = true;
    let sealed = frame;
    if (!this.receiving) {
      if (frame.length < sizes.header) return null;
      const header = frame.slice(0, sizes.header);
      this.receiving = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, this.receiving_key);
      sodium.memzero(this.receiving_key);
      sealed = frame.subarray(sizes.header);
    }
    if (sealed.length === 0 || sealed.length % sizes.step !== 0) return null;
    if (sealed.length > frame_bytes(sizes.longest_text)) return null;
    const pulled = sodium.crypto_secretstream_xchacha20poly1305_pull(this.receiving, sealed, null);
    if (!pulled || pulled.tag !== message_tag) return null;
    const said = text_within(pulled.message);
    this.broken = said === null;
    return said;
  }
}

function text_within(plain: Uint8Array): string | null {
  const [a = 0, b = 0, c = 0, d = 0] = plain;
  const length = a + b * 2 ** 8 + c * 2 ** 16 + d * 2 ** 24;
  if (length > sizes.longest_text || length > plain.length - sizes.length) return null;
  const end = sizes.length + length;
  for (let place = end; place < plain.length; place += 1) if (plain[place] !== 0) return null;
  try {
    const said = plain.subarray(sizes.length, end);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(said);
  } catch {
    return null;
  }
}

const channel_answer = shape({
  type: one_of('channel'),
  protocol: whole,
  host_key: text,
  channel_key: text,
  signature: text,
});

export class ClientHandshake {
  readonly first_message: string;
  private readonly pair: { publicKey: Uint8Array; privateKey: Uint8Array };
  private readonly header: Uint8Array;

  constructor(random: RandomBytes = random_bytes) {
    this.pair = sodium.crypto_kx_seed_keypair(random(32));
    this.header = random(sizes.header);
    const client_key = sodium.to_hex(this.pair.publicKey);
    this.first_message = JSON.stringify({ type: 'channel', protocol: protocol_version, client_key });
  }

  // The channel, or null where the answer makes none. Whose `host_key` it is, is for the caller to judge.
  finish(answer: string): Channel | null {
    try {
      const said = channel_answer(JSON.parse(answer) as unknown, '$');
      if (said.protocol !== protocol_version) return null;
      if (!is_hexadecimal(said.channel_key, 32) || !is_hexadecimal(said.host_key, 32)) return null;
      const channel_key = sodium.from_hex(said.channel_key);
      const host_key = sodium.from_hex(said.host_key);
      const statement = joined('equivox/channel/2', this.pair.publicKey, channel_key, host_key);
      if (!is_signed(statement, said.signature, said.host_key)) return null;
      const keys = sodium.crypto_kx_client_session_keys(
        this.pair.publicKey,
        this.pair.privateKey,
        channel_key,
      );
      sodium.memzero(this.pair.privateKey);
      const binding = sodium.crypto_generichash(32, this.first_message + answer, null);
      return new Channel(said.host_key, binding, keys.sharedRx, keys.sharedTx, this.header);
    } catch (problem) {
      // Not JSON, not its shape, or a key with which nothing can be agreed on.
      if (problem instanceof Error || problem instanceof Mismatch) return null;
      throw problem;
    }
  }
}

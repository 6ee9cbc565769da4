// SPDX-License-Identifier: Apache-2.0
// The client's side of the channel against the golden file that the host's side wrote, and against frames
// that nobody honest would send.
import {
  Channel,
  ClientHandshake,
  SigningKey,
  answer_statement,
  cipher,
  command_statement,
  frame_bytes,
  hello_statement,
  is_signed,
  load_cipher,
  sizes,
} from '../../app/web/src/channel';
import vectors from '../golden/channel.json';
import { HostSide, hex, unhex } from './support/channel.mjs';

interface Golden {
  host_key: string;
  client_random: string;
  client_header: string;
  first_message: string;
  answer: string;
  binding: string;
  frames: { from: 'client' | 'host'; text: string; at_least_bytes: number; frame: string }[];
  session_id: string;
  client: string;
  device_seed: string;
  seat_key: string;
  proof: string;
  command_id: number;
  command: string;
  command_signature: string;
  done_signature: string;
  refused_signature: string;
}
const golden = vectors as Golden;

// What the golden file's client drew: first the seed of its key pair, then its header.
function golden_handshake(): ClientHandshake {
  const drawn = [golden.client_random, golden.client_header];
  return new ClientHandshake(() => unhex(drawn.shift() ?? ''));
}
function golden_channel(): Channel {
  const channel = golden_handshake().finish(golden.answer);
  if (!channel) throw new Error('the golden answer makes no channel');
  return channel;
}

// A fresh channel with both of its ends.
function both_ends() {
  const handshake = new ClientHandshake();
  const { text, end } = new HostSide(cipher, '7'.repeat(64)).answer(handshake.first_message);
  const channel = handshake.finish(text);
  if (!channel) throw new Error('no channel');
  return { channel, end };
}

beforeAll(load_cipher);

describe('the channel', () => {
  it('says first what the golden file says, and makes the same channel of its answer', () => {
    expect(golden_handshake().first_message).toBe(golden.first_message);
    const channel = golden_channel();
    expect(channel.host_key).toBe(golden.host_key);
    expect(hex(channel.binding)).toBe(golden.binding);
  });

  it('seals and opens the frames of the golden file, byte for byte', () => {
    const channel = golden_channel();
    for (const { from, text, at_least_bytes, frame } of golden.frames) {
      if (from === 'client') expect(hex(channel.seal(text, at_least_bytes))).toBe(frame);
      else expect(channel.open(unhex(frame))).toBe(text);
    }
  });

  it('carries texts both ways, between ends that were written apart', () => {
    const { channel, end } = both_ends();
    expect(hex(channel.binding)).toBe(hex(end.binding));
    for (const text of ['one hub', '', 'ŵ ŷ 🙂 \u0000 "\\', 'x'.repeat(60_000)]) {
      expect(end.open(channel.seal(text))).toBe(text);
      expect(channel.open(end.seal(text))).toBe(text);
    }
  });

  it('makes no channel of an answer in which anything was exchanged', () => {
    const answer = JSON.parse(golden.answer) as Record<string, unknown>;
    const other = new HostSide(cipher, '3'.repeat(64)).host_key;
    for (const change of [
      { channel_key: other },
      { channel_key: '0'.repeat(64) },
      { host_key: other },
      { signature: '0'.repeat(128) },
      { signature: 'x' },
      { protocol: 3 },
      { type: 'welcome' },
    ])
      expect(golden_handshake().finish(JSON.stringify({ ...answer, ...change }))).toBeNull();
    for (const rubbish of ['', '{', 'null', '{"type":"goodbye","reason":"version","sentence":"x"}'])
      expect(golden_handshake().finish(rubbish)).toBeNull();
    expect(new ClientHandshake().finish(golden.answer)).toBeNull();
  });

  it('opens nothing that is replayed, left out, changed, cut or from elsewhere, nor what follows', () => {
    const attacks: ((frames: Uint8Array[], other: Uint8Array) => Uint8Array)[] = [
      ([first]) => first as Uint8Array,
      ([, , third]) => third as Uint8Array,
      ([, second]) => (second as Uint8Array).map((byte, place) => (place === 500 ? byte ^ 1 : byte)),
      ([, second]) => (second as Uint8Array).slice(0, 1023),
      ([, second]) => new Uint8Array([...(second as Uint8Array), ...new Uint8Array(1024)]),
      () => new Uint8Array(0),
      (_, other) => other,
    ];
    for (const attack of attacks) {
      const { channel, end } = both_ends();
      const stranger = both_ends().end;
      stranger.seal('first');
      const frames = ['first', 'second', 'third'].map((text) => end.seal(text));
      expect(channel.open(frames[0] as Uint8Array)).toBe('first');
      expect(channel.open(attack(frames, stranger.seal('second')))).toBeNull();
      expect(channel.open(frames[1] as Uint8Array)).toBeNull();
    }
    const { channel } = both_ends();
    expect(channel.open(channel.seal('my own words'))).toBeNull();
  });

  it('pads to whole steps, and a deposit to one size', () => {
    expect(frame_bytes(1003)).toBe(1024);
    expect(frame_bytes(1004)).toBe(2048);
    const { channel } = both_ends();
    expect(channel.seal('short').length).toBe(sizes.header + 1024);
    expect(channel.seal('short').length).toBe(1024);
    expect(channel.seal('', sizes.deposit).length).toBe(sizes.deposit);
    expect(channel.seal('x'.repeat(25_000), sizes.deposit).length).toBe(sizes.deposit);
  });
});

describe('signatures', () => {
  it('are those of the golden file', () => {
    const { session_id, client, command_id, command } = golden;
    const device = new SigningKey(golden.device_seed);
    expect(device.public_key).toBe(golden.seat_key);
    const binding = unhex(golden.binding);
    expect(device.sign(hello_statement(binding, golden.seat_key, client))).toBe(golden.proof);
    const signature = device.sign(command_statement(session_id, client, command_id, command));
    expect(signature).toBe(golden.command_signature);
    const outcomes = { done: golden.done_signature, box_not_open: golden.refused_signature };
    for (const [outcome, made] of Object.entries(outcomes)) {
      const statement = answer_statement(session_id, client, command_id, outcome);
      expect(is_signed(statement, made, golden.host_key)).toBe(true);
      expect(is_signed(statement, made, golden.seat_key)).toBe(false);
      expect(is_signed(answer_statement(session_id, client, 1, outcome), made, golden.host_key)).toBe(false);
    }
  });

  it('of no length or no digits are none', () => {
    const statement = new Uint8Array(3);
    for (const rubbish of ['', '00', 'x'.repeat(128), '0'.repeat(127)])
      expect(is_signed(statement, rubbish, golden.host_key)).toBe(false);
    expect(is_signed(statement, golden.done_signature, 'short')).toBe(false);
  });
});

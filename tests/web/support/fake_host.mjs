// SPDX-License-Identifier: Apache-2.0
// A host for tests of the browser client: serves the built page with the strict headers and speaks the
// protocol of net/README.md, version 2, about a room view that the test sets. It remembers what was put in,
// so that a test can ask. It refuses messages that the protocol does not allow, so that a wrong client fails
// here and not in a workshop.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { HostSide, deposit_frame_bytes } from './channel.mjs';
import { open_deposit } from './deposits.mjs';
import { box_seed } from './scenes.mjs';

const web = fileURLToPath(new URL('../../../app/web/', import.meta.url));
const require = createRequire(join(web, 'package.json'));
const { WebSocketServer } = require('ws');
const sodium = require('libsodium-wrappers');
await sodium.ready;

export const security_policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const content_types = {
  'index.html': 'text/html; charset=utf-8',
  'app.js': 'text/javascript; charset=utf-8',
  'app.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

const close_codes = {
  wrong_code: 4001,
  wrong_secret: 4002,
  version: 4003,
  taken_over: 4004,
  seat_freed: 4005,
  wrong_key: 4006,
  stopping: 1001,
  too_slow: 1013,
};

export class FakeHost {
  room = null;
  run = 'run1';
  session = '5e5510005e5510005e5510005e551000';
  identity = new HostSide(sodium, '7'.repeat(64));
  role_needed = null;
  seats = new Map(); // seat key -> seat id
  deposited = false; // what seat views say
  boxes = new Map(); // box id -> the newest deposit that was kept
  signals = [];
  task = null; // what the device is asked to do
  may_keep_apart = false;
  now = '';
  next = 'Next, all of it is shown at once.';
  received = []; // {command, client, id}
  hold_answers = false; // accept nothing and refuse nothing, as a host that hangs
  refuse_next = null; // {refusal, sentence}
  silent = false; // accept connections and say nothing
  goodbye_on_hello = null;
  requests = [];
  hellos = [];
  sequence = 0;
  peers = new Set();
  answered = new Map();

  async start(port = 0) {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.sockets = new WebSocketServer({
      server: this.server,
      path: '/ws',
      maxPayload: 64 * 1024,
      perMessageDeflate: false,
    });
    this.sockets.on('connection', (socket) => this.connect(socket));
    await new Promise((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    this.port = this.server.address().port;
    this.pings = setInterval(() => this.say_to_all({ type: 'ping' }), 5000);
    return this;
  }

  async stop() {
    clearInterval(this.pings);
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
    this.server.closeAllConnections?.();
    await new Promise((resolve) => this.server.close(resolve));
  }

  // Another process on the same address: boxes and answers are lost, the seats are in the record.
  async restart(run = `${this.run}+`) {
    const port = this.port;
    await this.stop();
    this.run = run;
    this.sequence = 0;
    this.deposited = false;
    this.answered.clear();
    this.peers.clear();
    await this.start(port);
  }

  // Somebody else with the same address and the same session, but not the same key.
  async give_way_to_another(seed = '3'.repeat(64)) {
    this.identity = new HostSide(sodium, seed);
    await this.restart();
  }

  async serve(request, response) {
    this.requests.push(request.url);
    const name = request.url === '/' ? 'index.html' : request.url.slice(1);
    if (!(name in content_types)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': content_types[name],
      'content-security-policy': security_policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.end(await readFile(join(web, 'dist', name)));
  }

  connect(socket) {
    const peer = { socket, end: null, hello: null, seat: null, said: [] };
    socket.on('message', (data, binary) => {
      if (this.silent) return;
      if (binary !== (peer.end !== null)) throw new Error('a text in the channel, or a frame before it');
      if (binary) return this.hear(peer, JSON.parse(peer.end.open(data)), data.length);
      const { text, end } = this.identity.answer(String(data));
      socket.send(text);
      peer.end = end;
    });
    socket.on('close', () => this.peers.delete(peer));
  }

  say(peer, message) {
    peer.socket.send(peer.end.seal(JSON.stringify(message)));
  }
  say_to_all(message) {
    if (this.silent) return;
    for (const peer of this.peers) this.say(peer, message);
  }

  goodbye(peer, reason) {
    this.say(peer, { type: 'goodbye', reason, sentence: `The host says: ${reason}.` });
    peer.socket.close(close_codes[reason]);
  }
  goodbye_to_all(reason) {
    for (const peer of this.peers) this.goodbye(peer, reason);
  }
  drop_all() {
    for (const peer of this.peers) peer.socket.terminate();
  }

  hear(peer, message, bytes) {
    if (message.type === 'pong') return;
    if (message.type === 'hello') this.greet(peer, message);
    else if (message.type === 'command') this.answer(peer, message, bytes);
    else throw new Error(`unknown message ${message.type}`);
  }

  greet(peer, hello) {
    this.hellos.push(hello);
    const known = ['type', 'protocol', 'role', 'client', 'room_code', 'seat_key', 'proof'];
    const unknown = Object.keys(hello).filter((name) => !known.includes(name));
    if (unknown.length || !/^[0-9a-f]{32}$/.test(hello.client))
      throw new Error(`bad hello ${JSON.stringify(hello)}`);
    if ((hello.role === 'delegate') !== (hello.seat_key !== undefined)) throw new Error('bad seat key');
    if (hello.seat_key !== undefined && !this.identity.is_hello_proved(peer.end.binding, hello))
      throw new Error('bad proof');
    peer.hello = hello;
    this.peers.add(peer);
    const seat = hello.role === 'delegate' ? this.seats.get(hello.seat_key) : undefined;
    if (this.goodbye_on_hello) return this.goodbye(peer, this.goodbye_on_hello);
    if (seat === undefined && hello.room_code !== this.room.room_code)
      return this.goodbye(peer, 'wrong_code');
    peer.seat = seat ?? null;
    for (const other of this.peers) {
      if (other !== peer && seat !== undefined && other.seat === seat) this.goodbye(other, 'taken_over');
    }
    this.say(peer, {
      type: 'welcome',
      protocol: 2,
      run: this.run,
      role: hello.role,
      software: 'equivox fake',
      session_id: this.session,
      host_key: this.identity.host_key,
    });
    this.show(peer);
  }

  answer(peer, said, bytes) {
    const { id } = said;
    const { client, seat_key } = peer.hello;
    if (!this.identity.is_command_signed(this.session, client, seat_key, said)) throw new Error('not signed');
    const command = JSON.parse(said.command);
    if (command.type === 'put_deposit' && bytes !== deposit_frame_bytes) throw new Error('a size that tells');
    if (!Number.isSafeInteger(id) || id < 1) throw new Error('bad command id');
    if (this.hold_answers) return;
    const key = `${peer.hello.client} ${id}`;
    const remembered = this.answered.get(key);
    const answer = remembered ?? this.decide(peer, id, command);
    this.answered.set(key, answer);
    const outcome = answer.type === 'done' ? 'done' : answer.refusal;
    this.say(peer, { ...answer, signature: this.identity.sign_answer(this.session, client, id, outcome) });
    this.show_all();
  }

  decide(peer, id, command) {
    if (this.refuse_next) {
      const refusal = this.refuse_next;
      this.refuse_next = null;
      return { type: 'refused', id, ...refusal };
    }
    const seat = peer.seat;
    this.received.push({ id, command, seat, client: peer.hello.client });
    if (command.type === 'take_seat') {
      peer.seat = 7;
      this.seats.set(peer.hello.seat_key, 7);
    } else if (command.type === 'leave_seat') {
      this.seats.delete(peer.hello.seat_key);
      peer.seat = null;
    } else if (command.type === 'put_deposit') {
      const refusal = this.put(seat, command);
      if (refusal) return this.refused(id, refusal);
    } else if (command.type === 'raise_signal') {
      this.signals.push(command.signal);
    } else if (command.type === 'keep_parts' || command.type === 'return_part') {
      this.task = null;
    } else {
      throw new Error(`unknown command ${command.type}`);
    }
    return { type: 'done', id };
  }

  // Why not, or nothing. What is in the deposit is noted in the command as `content`.
  put(seat, command) {
    const { box } = this.room;
    if (seat === null) return 'not_seated';
    if (!box || command.box !== box.id) return 'box_not_open';
    if (box.state === 'opening') return 'box_opening';
    if (box.state === 'closing') return 'box_closing';
    const deposit = open_deposit(sodium, box_seed, box.kind, box.ranked, command.blob);
    const at_home =
      deposit.seat === seat && deposit.sequence === command.sequence && deposit.token === box.token;
    if (!at_home) throw new Error('a deposit for another place');
    if (box.waiting) return 'box_waiting';
    const kept = this.boxes.get(box.id);
    const is_retry = kept?.sequence === command.sequence && kept.blob === command.blob;
    command.content = deposit.content;
    if (kept && command.sequence <= kept.sequence && !is_retry) return 'stale_sequence';
    if (!is_retry) this.boxes.set(box.id, { ...command });
    this.deposited = true;
    return null;
  }
  refused(id, refusal) {
    return { type: 'refused', id, refusal, sentence: `Refused: ${refusal}.` };
  }

  deposits(box_id) {
    return this.received
      .filter((one) => one.command.type === 'put_deposit' && one.command.box === box_id)
      .map((one) => one.command);
  }

  now_line() {
    const task = this.room.box?.task ?? 'You are in. The first round will begin soon.';
    return this.now || (this.deposited ? 'It is in. You can change it until this closes.' : task);
  }

  set(room) {
    if (room.box?.id !== this.room?.box?.id) this.deposited = false;
    this.room = room;
    this.show_all();
  }
  show_all() {
    for (const peer of this.peers) this.show(peer);
  }
  entries_allowed() {
    const allowed = { proposals: 3, questions: 3, answers: 3, shortlist: 4 };
    return allowed[this.room.box?.kind] ?? 0;
  }
  show(peer) {
    this.sequence += 1;
    const organisation = 'St Mary’s Hospital Trust';
    const seat =
      peer.seat === null
        ? {}
        : {
            seat: {
              seat: peer.seat,
              label: 'St Mary’s 2',
              organisation,
              deposited: this.deposited,
              sequence: this.boxes.get(this.room.box?.id)?.sequence ?? 0,
              entries_allowed: this.entries_allowed(),
              may_keep_apart: this.may_keep_apart,
              ...(this.task ? { task: this.task } : {}),
              now: this.now_line(),
              next: this.next,
            },
          };
    this.say(peer, { type: 'view', sequence: this.sequence, room: this.room, ...seat });
  }
}

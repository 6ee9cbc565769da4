// SPDX-License-Identifier: Apache-2.0
// What a story with a real host, real sockets and a real browser needs. Waits for conditions, never for time.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import path from 'node:path';
import readline from 'node:readline';
import { ClientSide } from '../web/support/channel.mjs';

// The browser client's own development packages serve here too.
const require = createRequire(path.join(process.env.EQUIVOX_WEB_PACKAGES, 'package.json'));
const { chromium } = require('playwright-core');
const { WebSocket } = require('ws');
const sodium = require('libsodium-wrappers');
await sodium.ready;
const axe_source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const program = process.env.EQUIVOX_PROGRAM;

// Fails with `what` if the promise has not kept its word in time; a story that hangs says where.
export function in_time(promise, what, milliseconds = 30_000) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain for: ${what}`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export class Host {
  // `file` and `agenda` as on the command line; `port` 0 picks a free one.
  static async start({ file, agenda, port = 0, more = [] }) {
    const arguments_ = ['host', file, '--headless', '--rehearsal', '--bind', '127.0.0.1', '--port', String(port)]
      .concat(['--name', 'equivox.test'], more);
    if (agenda) arguments_.push('--agenda', agenda);
    const host = new Host();
    host.process = spawn(program, arguments_, { stdio: ['ignore', 'pipe', 'pipe'] });
    host.errors = '';
    host.process.stderr.on('data', (bytes) => (host.errors += bytes));
    const lines = readline.createInterface({ input: host.process.stdout });
    const exited = once(host.process, 'exit').then(([code]) => {
      throw new Error(`the host ended with ${code}: ${host.errors}`);
    });
    exited.catch(() => {});
    const [line] = await in_time(Promise.race([once(lines, 'line'), exited]), 'the host to be ready');
    host.ready = JSON.parse(line);
    return host;
  }
  async kill() {
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }
  async stop() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await in_time(gone, 'the host to stop');
  }
}

// A facilitator's connection. `view` is the newest one.
export class Facilitator {
  static async connect(ready) {
    const facilitator = new Facilitator();
    facilitator.waiting = new Set();
    facilitator.answers = new Map();
    facilitator.next_id = 1;
    facilitator.socket = new WebSocket(`ws://127.0.0.1:${ready.port}/ws`);
    facilitator.socket.on('error', () => {});
    await in_time(once(facilitator.socket, 'open'), 'the facilitator to connect');
    const handshake = new ClientSide(sodium);
    const answered = once(facilitator.socket, 'message');
    facilitator.socket.send(handshake.first_message);
    const [answer] = await in_time(answered, 'the channel');
    facilitator.end = handshake.finish(answer.toString()).end;
    facilitator.socket.on('message', (bytes) => facilitator.hear(JSON.parse(facilitator.end.open(bytes))));
    facilitator.send({
      type: 'hello',
      protocol: 2,
      role: 'facilitator',
      client: randomBytes(16).toString('hex'),
      facilitator_secret: readFileSync(ready.facilitator_secret_file, 'utf8'),
    });
    await facilitator.until('a first view', () => true);
    return facilitator;
  }
  send(message) {
    this.socket.send(this.end.seal(JSON.stringify(message)));
  }
  hear(message) {
    if (message.type === 'ping') this.send({ type: 'pong' });
    if (message.type === 'view') {
      this.view = message;
      for (const waiter of this.waiting) waiter();
    }
    if (message.type === 'done' || message.type === 'refused') this.answers.get(message.id)?.(message);
  }
  get room() {
    return this.view.room;
  }
  get round() {
    return this.view.room.round;
  }
  // Resolves once `condition` holds for a view.
  until(what, condition) {
    const promise = new Promise((resolve) => {
      const look = () => {
        if (!this.view || !condition(this)) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
    return in_time(promise, what);
  }
  // Asks and throws when refused.
  async ask(command) {
    const id = this.next_id++;
    const answer = new Promise((resolve) => this.answers.set(id, resolve));
    this.send({ type: 'command', id, command: JSON.stringify(command) });
    const message = await in_time(answer, `an answer to ${command.type}`);
    if (message.type === 'refused') throw new Error(`${command.type} was refused: ${message.refusal}`);
  }
  async open_box(kind, proposal) {
    await this.ask({ type: 'open_box', kind, ...(proposal === undefined ? {} : { proposal }), outsiders_only: false });
    await this.until(`an open box for ${kind}`, ({ room }) => room.box?.kind === kind && room.box.state === 'open');
    return this.room.box.id;
  }
  async everybody_in(seats) {
    await this.until(`${seats} in`, ({ room }) => room.box?.turnout === seats);
  }
  async close_box() {
    const box = this.room.box.id;
    await this.ask({ type: 'give_last_call', box });
    await this.ask({ type: 'close_box', box });
    await this.until('the box to be closed', ({ room }) => !room.box);
  }
  hang_up() {
    this.socket.close();
  }
}

export function simulate({ agenda, ready, delegates }) {
  const child = spawn(
    program,
    ['simulate', '--agenda', agenda, '--port', String(ready.port), '--room-code', ready.room_code]
      .concat(['--delegates', String(delegates), '--seed', '7', '--host-fingerprint', ready.host_fingerprint]),
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return child;
}

export async function launch_browser() {
  return chromium.launch({
    executablePath: process.env.EQUIVOX_CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
      .concat(['--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP equivox.test 127.0.0.1']),
  });
}

const axe_tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function axe_violations(page) {
  await page.evaluate(axe_source);
  const found = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }),
    axe_tags,
  );
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

// Runs the program to its end; returns what it printed and its exit code.
export async function run(...arguments_) {
  const child = spawn(program, arguments_, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (bytes) => (output += bytes));
  child.stderr.on('data', (bytes) => (errors += bytes));
  const [code] = await in_time(once(child, 'close'), arguments_.join(' '));
  return { code, output, errors };
}

// SPDX-License-Identifier: Apache-2.0
// The command line: every error is one sentence on standard error; 2 for bad usage, 1 for failure; nothing is harmed.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { Host, run } from './support.mjs';

const agenda = process.env.EQUIVOX_AGENDA;
const folder = mkdtempSync(path.join(tmpdir(), 'equivox-cli-'));
const at = (name) => path.join(folder, name);
const one_sentence = (text) => assert.match(text, /^[^\n]+[.\])":]?[^\n]*\n$/);

before(async () => {
  const rehearsed = await run('rehearse', '--agenda', agenda, '--delegates', '26', '--output', at('r.equivox'));
  assert.equal(rehearsed.code, 0, rehearsed.errors);
  assert.match(rehearsed.output, /Session file: .*r\.equivox\nCheck words: ([a-z]+ ){5}[a-z]+\n/);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('every command explains itself with --help', async () => {
  for (const command of ['', 'host', 'rehearse', 'verify', 'export', 'tally', 'simulate']) {
    const { code, output } = await run(...(command ? [command] : []), '--help');
    assert.equal(code, 0);
    assert.match(output, /--help/);
  }
});

test('bad usage ends with 2 and one sentence', async () => {
  for (const words of [[], ['dance'], ['verify'], ['export', at('r.equivox'), '--format', 'doc', '--output', at('x')]]) {
    const { code, output, errors } = await run(...words);
    assert.equal(code, 2, words.join(' '));
    assert.equal(output, '');
    one_sentence(errors);
  }
});

test('more simulated delegates than seats end with 2', async () => {
  const { code, errors } = await run('rehearse', '--agenda', agenda, '--delegates', '27', '--output', at('x.equivox'));
  assert.equal(code, 2);
  assert.match(errors, /26 seats; 27 delegates do not fit/);
  assert.ok(!readdirSync(folder).includes('x.equivox'));
});

test('a mistake in an agenda is named with its file, line and key', async () => {
  writeFileSync(at('bad.toml'), readFileSync(agenda, 'utf8').replace('seats = 5', 'seats = 0'));
  const { code, errors } = await run('rehearse', '--agenda', at('bad.toml'), '--delegates', '3');
  assert.equal(code, 1);
  assert.match(errors, /^bad\.toml, line \d+: organisations\.seats: expected a whole number from 1 to 10\n$/);
});

test('a rehearsal is marked as one for ever, in verify and in every export', async () => {
  const verified = await run('verify', at('r.equivox'), '--json');
  assert.equal(verified.code, 0);
  assert.equal(JSON.parse(verified.output).rehearsal, true);
  assert.equal((await run('export', at('r.equivox'), '--format', 'md', '--output', at('r.md'))).code, 0);
  assert.match(readFileSync(at('r.md'), 'utf8'), /A rehearsal: nothing here was decided by anybody/);
  assert.equal((await run('export', at('r.equivox'), '--format', 'json', '--output', at('r.json'))).code, 0);
  const record = JSON.parse(readFileSync(at('r.json'), 'utf8'));
  assert.equal(record.session.rehearsal, true);
  for (const key of ['session', 'organisations', 'rounds', 'check_words', 'digest']) assert.ok(key in record, key);
  for (const round of record.rounds)
    for (const key of ['question', 'proposals', 'standings', 'steps', 'objections', 'outcome']) assert.ok(key in round, key);
});

test('verify names the first broken entry, and a changed byte changes its mind', async () => {
  const bytes = readFileSync(at('r.equivox'));
  const place = bytes.indexOf('"type":"round_begun"');
  assert.ok(place > 0);
  bytes.write('"type":"round_begxn"', place);
  writeFileSync(at('changed.equivox'), bytes);
  const { code, output } = await run('verify', at('changed.equivox'));
  assert.equal(code, 1);
  assert.match(output, /^BROKEN at entry \d+: /);
});

test('a file that is no session gets a sentence, and is not touched', async () => {
  for (const [name, content] of [['empty', ''], ['text', 'Dear all,\n'.repeat(200)], ['picture', '\x89PNG\r\n\x1a\n']]) {
    writeFileSync(at(name), content, 'latin1');
    for (const words of [['verify', at(name)], ['host', at(name), '--headless', '--port', '0']]) {
      const { code, errors } = await run(...words);
      assert.notEqual(code, 0);
      one_sentence(errors);
    }
    assert.equal(readFileSync(at(name), 'latin1'), content);
  }
  assert.equal((await run('verify', at('text'))).code, 2);
  assert.equal((await run('verify', at('not there'))).code, 2);
});

test('an export never writes over the session file', async () => {
  const was = readFileSync(at('r.equivox'));
  const { code } = await run('export', at('r.equivox'), '--format', 'json', '--output', at('r.equivox'));
  assert.equal(code, 1);
  assert.deepEqual(readFileSync(at('r.equivox')), was);
});

test('a host goes on as the same host; without its key it says what to do, and can go on as another', async () => {
  const file = at('key.equivox');
  const keys = `${file}.keys`;
  const first = await Host.start({ file, agenda });
  const { host_fingerprint } = first.ready;
  assert.match(host_fingerprint, /^[0-9a-f]{20}$/);
  assert.equal(statSync(keys).mode & 0o777, 0o700);
  assert.equal(statSync(path.join(keys, 'identity.key')).mode & 0o777, 0o600);
  await first.stop();
  const again = await Host.start({ file });
  assert.equal(again.ready.host_fingerprint, host_fingerprint);
  await again.stop();

  renameSync(keys, `${keys}-away`);
  const lost = await run('host', file, '--headless', '--port', '0');
  assert.equal(lost.code, 1);
  assert.match(lost.errors, /The host's key is not in .*Put that folder back.*--new-host-key/);
  one_sentence(lost.errors);
  const other = await Host.start({ file, more: ['--new-host-key'] });
  const renewed = other.ready.host_fingerprint;
  assert.notEqual(renewed, host_fingerprint);
  await other.stop();
  const from_then_on = await Host.start({ file });
  assert.equal(from_then_on.ready.host_fingerprint, renewed);
  await from_then_on.stop();
});

test('a second host on the same file is refused; so is another agenda for a file that exists', async () => {
  const host = await Host.start({ file: at('live.equivox'), agenda });
  try {
    const second = await run('host', at('live.equivox'), '--headless', '--port', '0');
    assert.equal(second.code, 1);
    assert.match(second.errors, /open in another program/);
    const other = await run('host', at('live.equivox'), '--agenda', agenda, '--headless', '--port', '0');
    assert.equal(other.code, 1);
    assert.match(other.errors, /is a session already/);
    const taken = await run('host', at('new.equivox'), '--agenda', agenda, '--headless', '--bind', '127.0.0.1',
      '--port', String(host.ready.port));
    assert.equal(taken.code, 1);
    assert.ok(!readdirSync(folder).includes('new.equivox'), 'a port in use leaves no file behind');
  } finally {
    await host.stop();
  }
  assert.ok(!readdirSync(folder).includes('live.equivox.facilitator'), 'the secret goes with the host');
});

// SPDX-License-Identifier: Apache-2.0
// Practice and two whole rounds on the real host: three people in real browsers and 23 simulated delegates. One reloads in
// the middle of ranking, one goes away and comes back, and the host is killed during a ranking and started again.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { Facilitator, Host, axe_violations, launch_browser, run, simulate } from './support.mjs';

const agenda = process.env.EQUIVOX_AGENDA;
const seats = 26;
const folder = mkdtempSync(path.join(tmpdir(), 'equivox-e2e-'));
const file = path.join(folder, 'winter.equivox');

let host;
let facilitator;
let delegates;
let browser;
const people = [];

const heading = (page, name) => page.getByRole('heading', { level: 1, name });
const button = (page, name) => page.getByRole('button', { name, exact: true });

// The page shows `title`, by itself or after its offer to go there has been taken.
async function reach(page, title, offer) {
  const there = heading(page, title);
  const go = button(page, offer);
  await there.or(go).first().waitFor();
  // A page that was only waiting may go there by itself in this very moment.
  if (!(await there.isVisible())) await Promise.race([go.click().catch(() => {}), there.waitFor()]);
  await there.waitFor();
}

async function nothing_from(page) {
  await button(page, 'Nothing from me').click();
  await heading(page, 'Your part is in').waitFor();
}

async function accessible(page, where) {
  assert.deepEqual(await axe_violations(page), [], where);
}

// `name` as it stands in the browsers; the pages are reached over a name, so that they are no secure context.
function address(ready) {
  return `http://equivox.test:${ready.port}/#code=${ready.room_code}`;
}

async function sit_down(page, organisation) {
  await page.goto(address(host.ready));
  await page.getByRole('radio', { name: new RegExp(`^${organisation}`) }).check();
  await accessible(page, 'taking a seat');
  await button(page, 'Take a seat').click();
  await heading(page, 'Welcome').waitFor();
}

// A proposal as the room speaks of it: "3. One discharge hub".
const spoken = ({ number, title }) => (number > 0 ? `${number}. ${title}` : title);

async function rank(page, titles) {
  for (const title of titles) await button(page, `Rank next: ${title}`).click();
}

before(async () => {
  host = await Host.start({ file, agenda });
  facilitator = await Facilitator.connect(host.ready);
  delegates = simulate({ agenda, ready: host.ready, delegates: 23 });
  await facilitator.until('23 simulated delegates', ({ room }) => room.seats_taken === 23);
  browser = await launch_browser();
  for (let person = 0; person < 3; ++person) {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    context.setDefaultTimeout(20_000);
    people.push({ context, page: await context.newPage() });
  }
});

after(async () => {
  delegates?.kill('SIGKILL');
  facilitator?.hang_up();
  await browser?.close();
  await host?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('three people join by address and code, and everybody sees 26 of 26 seats taken', async () => {
  await sit_down(people[0].page, 'Westmere University Hospitals');
  await sit_down(people[1].page, 'Westmere University Hospitals');
  await sit_down(people[2].page, "St Mary's Hospital Trust");
  await facilitator.until('26 seats taken', ({ room }) => room.seats_taken === seats);
  await accessible(people[0].page, 'welcome');
});

test('the room says how safe it is to speak here, before the first question', async () => {
  await facilitator.open_box('safety');
  for (const { page } of people) {
    await reach(page, 'How safe is it to speak here?', 'Go to “How safe is it to speak here?”');
    await page.getByRole('radio', { name: /^It is safe/ }).check();
    if (page === people[0].page) await accessible(page, 'how safe it is');
    await button(page, 'Put my answer in').click();
    await heading(page, 'Your answer is in').waitFor();
  }
  await facilitator.everybody_in(seats);
  await facilitator.close_box();
  assert.equal(facilitator.room.safety.shown, true);
});

test('ranking is practised; it decides nothing', async () => {
  await facilitator.ask({ type: 'begin_round', round: 1 });
  await facilitator.until('the round', ({ round }) => round?.id === 1);
  assert.equal(facilitator.round.practice, true);
  await facilitator.open_box('ranking');
  for (const { page } of people) {
    await reach(page, 'Rank the proposals', 'Go to ranking');
    await rank(page, [spoken(facilitator.round.proposals[0])]);
    await button(page, 'Put my ranking in').click();
    await heading(page, 'Your ranking is in').waitFor();
  }
  await facilitator.everybody_in(seats);
  await facilitator.close_box();
  assert.equal(facilitator.round.standings.shown, true);
  await facilitator.ask({ type: 'end_practice' });
});

test('proposals are written in silence and shown all at once', async () => {
  await facilitator.ask({ type: 'begin_round', round: 2 });
  await facilitator.until('the round', ({ round }) => round?.id === 2);
  await facilitator.open_box('proposals');
  const [first, second, third] = people.map(({ page }) => page);
  for (const page of [first, second, third]) await reach(page, 'Write your proposal', 'Go to writing proposals');
  await accessible(first, 'writing a proposal');
  await first.getByLabel('Title').fill('Tea & <b>biscuits</b> for everybody %s ##');
  await first.getByLabel('What exactly should we do?').fill('On every ward.\nEvery day.');
  await button(first, 'Put it in').click();
  await heading(first, 'Your part is in').waitFor();
  await nothing_from(second);
  await nothing_from(third);
  await facilitator.everybody_in(seats);
  assert.ok(!JSON.stringify(facilitator.view).includes('biscuits'), 'nobody sees a proposal before all are shown');
  await facilitator.close_box();
  assert.equal(facilitator.round.proposals.length, 9);
  await reach(second, 'The proposals', 'Go to the proposals');
  await second.getByText('Tea & <b>biscuits</b> for everybody %s ##').first().waitFor();
  await accessible(second, 'the proposals');
});

test('questions are asked and answered without names', async () => {
  await facilitator.ask({ type: 'move_to_clarification' });
  await facilitator.open_box('questions');
  const [first, second, third] = people.map(({ page }) => page);
  await reach(second, 'Ask a question', 'Go to questions');
  await accessible(second, 'asking a question');
  await second.getByLabel('Your question').fill('Who brings the biscuits?');
  await button(second, 'Put it in').click();
  for (const page of [first, third]) {
    await reach(page, 'Ask a question', 'Go to questions');
    await nothing_from(page);
  }
  await facilitator.everybody_in(seats);
  await facilitator.close_box();
  assert.ok(facilitator.round.questions.some((question) => question.text === 'Who brings the biscuits?'));
  await facilitator.open_box('answers');
  for (const page of [first, second, third]) {
    await reach(page, 'Answer a question', 'Go to answers');
    if (page === first) await accessible(page, 'answering a question');
    await nothing_from(page);
  }
  await facilitator.everybody_in(seats);
  await facilitator.close_box();
  assert.ok(facilitator.round.questions.some((question) => question.answers.length > 0));
});

test('a ranking survives a reload, an absence and the death of the host', async () => {
  const [first, second] = people.map(({ page }) => page);
  let third = people[2].page;
  await facilitator.open_box('ranking');
  const box = facilitator.room.box.id;
  const titles = facilitator.round.proposals.map(spoken);
  for (const page of [first, second, third]) await reach(page, 'Rank the proposals', 'Go to ranking');
  await accessible(first, 'ranking, nothing ranked');

  // The first by keyboard alone.
  for (const title of [titles[2], titles[1]]) {
    await button(first, `Rank next: ${title}`).focus();
    await first.keyboard.press('Enter');
  }
  await accessible(first, 'ranking, two ranked');
  await button(first, 'Put my ranking in').focus();
  await first.keyboard.press('Enter');
  await heading(first, 'Your ranking is in').waitFor();
  assert.ok(!(await first.content()).includes('place 1 of 2'), 'what is in is covered');

  // The second reloads in the middle.
  await rank(second, [titles[3]]);
  await second.reload();
  await reach(second, 'Rank the proposals', 'Go to ranking');
  await button(second, `No opinion on ${titles[3]}`).waitFor();

  // The third goes away and comes back.
  await third.close();
  third = people[2].page = await people[2].context.newPage();
  await third.goto(address(host.ready));
  await reach(third, 'Rank the proposals', 'Go to ranking');
  assert.equal(facilitator.room.seats_taken, seats);

  // The host dies. Nothing that was put in is lost: the devices give back what the box needs to go on.
  const said_before = JSON.stringify(facilitator.round.proposals);
  const { port } = host.ready;
  await host.kill();
  host = await Host.start({ file, port });
  facilitator = await Facilitator.connect(host.ready);
  assert.equal(facilitator.round.stage, 'ranking');
  assert.equal(facilitator.room.box.id, box);
  assert.equal(JSON.stringify(facilitator.round.proposals), said_before);
  assert.equal(facilitator.room.seats_taken, seats);
  await facilitator.until('the box to go on', ({ room }) => room.box.state === 'open' && room.box.waiting === '');
  await facilitator.until('what was put in before', ({ room }) => room.box.turnout >= 24);

  await heading(first, 'Your ranking is in').waitFor();
  await button(second, `No opinion on ${titles[3]}`).waitFor();
  await button(second, 'Put my ranking in').click();
  await heading(second, 'Your ranking is in').waitFor();
  await rank(third, [titles[4], titles[2]]);
  await button(third, 'Put my ranking in').click();
  await heading(third, 'Your ranking is in').waitFor();

  await facilitator.everybody_in(seats);
  await facilitator.close_box();
  const { standings } = facilitator.round;
  assert.equal(standings.shown, true);
  assert.equal(standings.organisations, 12);
  assert.equal(standings.places.flatMap(({ proposals }) => proposals).length, 9);
  for (const page of [first, second, third]) await reach(page, 'The standings', 'Go to the standings');
  await accessible(first, 'the standings');
});

// Everybody answers "Can you live with this?"; the first person may object to clause 1.
async function ask_consent(proposal, objection) {
  await facilitator.open_box('consent', proposal);
  for (const [index, { page }] of people.entries()) {
    await reach(page, 'Can you live with this?', 'Go to “Can you live with this?”');
    if (index === 0 && objection) {
      await page.getByRole('radio', { name: /^No, because/ }).check();
      await page.getByLabel('Which part?').selectOption('1');
      await page.getByLabel('Your reason').fill(objection);
      await accessible(page, 'objecting');
    } else {
      await page.getByRole('radio', { name: /^Yes I can/ }).check();
    }
    await button(page, 'Put my answer in').click();
    await heading(page, 'Your answer is in').waitFor();
  }
  await facilitator.everybody_in(seats);
  await facilitator.close_box();
}

async function decide_on(proposal) {
  await facilitator.ask({
    type: 'draft_outcome',
    outcome: {
      kind: 'adopted',
      proposal,
      text: 'We do it.',
      reasons: 'It led the ranking.',
      owner: 'Director of Integration',
      review_date: '2027-02-26',
      dissent: '',
    },
  });
  for (const { page } of people) await reach(page, 'The outcome', 'Go to the outcome');
  await people[0].page.getByText('Is this what we decided?').first().waitFor();
  await accessible(people[0].page, 'the outcome is read back');
  await facilitator.ask({ type: 'declare_outcome' });
}

test('an objection opens work; the amended proposal is adopted', async () => {
  const proposal = facilitator.round.leading;
  await ask_consent(proposal, 'The evening shift could not do this.');
  const [asking] = facilitator.round.askings;
  assert.ok(asking.objections.some(({ reason, clause }) => clause === 1 && /evening shift/.test(reason)));
  const { page } = people[1];
  await reach(page, 'Objections and worries', 'Go to objections and worries');
  await page.getByText('The evening shift could not do this.').first().waitFor();
  await accessible(page, 'objections');
  const text = facilitator.round.proposals.find(({ id }) => id === proposal);
  await facilitator.ask({
    type: 'amend_proposal',
    proposal,
    title: text.title,
    text: [...text.clauses, 'The evening shift is asked first.'].join('\n'),
  });
  await ask_consent(proposal);
  assert.deepEqual(facilitator.round.askings.at(-1).objections, []);
  await decide_on(proposal);
});

test('the next round goes through, and the session closes with check words', async () => {
  await facilitator.ask({ type: 'begin_round', round: 3 });
  await facilitator.until('the round', ({ round }) => round?.id === 3);
  await facilitator.open_box('proposals');
  for (const { page } of people) {
    await reach(page, 'Write your proposal', 'Go to writing proposals');
    await nothing_from(page);
  }
  await facilitator.everybody_in(seats);
  await facilitator.close_box();
  await facilitator.ask({ type: 'move_to_clarification' });
  await facilitator.open_box('ranking');
  for (const { page } of people) {
    await reach(page, 'Rank the proposals', 'Go to ranking');
    await rank(page, ['No change']);
    await button(page, 'Put my ranking in').click();
    await heading(page, 'Your ranking is in').waitFor();
  }
  await facilitator.everybody_in(seats);
  await facilitator.close_box();
  const proposal = facilitator.round.leading;
  await ask_consent(proposal);
  await decide_on(proposal);
  await facilitator.ask({ type: 'close_session' });
  await facilitator.until('the closing', ({ room }) => room.closed);
  const { page } = people[0];
  await reach(page, 'The workshop is closed', 'Go to the closing page');
  await page.getByText(facilitator.room.check_words).first().waitFor();
  await accessible(page, 'closed');
});

test('the file verifies against the words on the screens, and the record says what was decided', async () => {
  const words = facilitator.room.check_words;
  await host.stop();
  const verified = await run('verify', file, '--words', words);
  assert.equal(verified.code, 0, verified.output + verified.errors);
  const other = await run('verify', file, '--words', 'zoo zoo zoo zoo zoo zoo');
  assert.equal(other.code, 1);
  const output = path.join(folder, 'record.json');
  assert.equal((await run('export', file, '--format', 'json', '--output', output)).code, 0);
  const record = JSON.parse(readFileSync(output, 'utf8'));
  assert.equal(record.check_words, words);
  assert.equal(record.organisations.length, 12);
  assert.deepEqual(record.rounds.map(({ outcome }) => outcome?.kind), [undefined, 'adopted', 'adopted']);
  assert.equal(record.rounds[1].outcome.owner, 'Director of Integration');
  assert.equal(record.rounds[1].outcome.review_date, '2027-02-26');
  assert.ok(record.rounds[1].objections.some(({ reason }) => /evening shift/.test(reason)));
});

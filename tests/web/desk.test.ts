// SPDX-License-Identifier: Apache-2.0
// The person's work on a box through last calls, reloads and restarts of the host.
import * as rules from '../../app/web/src/desk';
import type { Desk, Turn } from '../../app/web/src/desk';
import { blank, content_of } from '../../app/web/src/drafts';
import type { DepositContent, RoomView, SeatView } from '../../app/web/src/protocol';
import { asking, box, in_round, lobby } from './support/scenes.mjs';
import { proposals_room, ranking_room, seat_view } from './support/seats';

const seat = (deposited = false): SeatView => seat_view({ deposited });
const consent_room = (id: number, proposal: number, more = {}): RoomView =>
  in_round('objections', {
    box: box(id, 'consent', more),
    askings: [asking({ proposal, open: true })],
  }) as RoomView;
const no_box = (): RoomView => in_round('clarification') as RoomView;

const ranking: DepositContent = { type: 'ranking', ranking: [[3], [2, 4]] };
const text: DepositContent = { type: 'proposals', entries: [{ title: 'A hub', text: 'One number.' }] };

// Sends what a turn wants to send, as the client does.
function send(turn: Turn, command: number, sequence = command + 1): Desk {
  if (!turn.put) throw new Error('nothing to send');
  return rules.sent(turn.desk, turn.put, command, turn.put.sequence ?? sequence, `blob ${command}`);
}
function given(room: RoomView, content: DepositContent): Desk {
  const at_box = rules.viewed(rules.empty_desk(), 'run1', room, seat()).desk;
  return rules.acknowledged(send(rules.put_in(at_box, content), 1), 1).desk;
}

describe('the desk', () => {
  it('shows the form until the person has put something in, then covers it', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4), seat()).desk;
    expect(rules.face(desk)).toBe('form');
    desk = rules.write(desk, { kind: 'ranking', ranking: [[3]] });
    expect(rules.draft_at_hand(desk)).toEqual({ kind: 'ranking', ranking: [[3]] });
    desk = send(rules.put_in(desk, ranking), 1);
    expect(rules.is_sending(desk)).toBe(true);
    expect(desk.kept).not.toBeNull();
    desk = rules.acknowledged(desk, 1).desk;
    expect(desk.kept).toBeNull();
    expect(rules.face(desk)).toBe('in');
  });

  it('starts a ranking anew from neutral, and brings a remembered text back', () => {
    expect(rules.draft_at_hand(rules.change(given(ranking_room(4), ranking)))).toBeNull();
    expect(rules.face(rules.change(given(ranking_room(4), ranking)))).toBe('form');
    expect(rules.draft_at_hand(rules.change(given(proposals_room(1), text)))).toEqual({
      kind: 'proposals',
      entries: [{ title: 'A hub', text: 'One number.' }],
    });
  });

  it('is covered after a reload when the host says that something is in', () => {
    const desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4), seat(true)).desk;
    expect(rules.face(desk)).toBe('in');
    expect(rules.face(rules.change(desk))).toBe('form');
    expect(rules.face(rules.keep_as_it_is(rules.change(desk)))).toBe('in');
  });

  it('keeps a draft over a reload', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4), seat()).desk;
    desk = rules.write(desk, { kind: 'ranking', ranking: [[3]] });
    const again = rules.viewed(rules.empty_desk(desk.kept), 'run1', ranking_room(4), seat()).desk;
    expect(rules.draft_at_hand(again)).toEqual({ kind: 'ranking', ranking: [[3]] });
    expect(again.restarted).toBe(false);
  });

  it('repeats a deposit that was on its way when the page was reloaded, under the same sequence', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4), seat()).desk;
    desk = rules.write(desk, { kind: 'ranking', ranking: [[3], [2, 4]] });
    desk = send(rules.put_in(desk, ranking), 1, 5);
    const turn = rules.viewed(rules.empty_desk(desk.kept), 'run1', ranking_room(4), seat());
    expect(turn.put).toEqual({ content: ranking, by: 'person', sequence: 5, blob: 'blob 1' });
    const other_box = rules.viewed(rules.empty_desk(desk.kept), 'run1', ranking_room(9), seat());
    expect(other_box.put).toBeNull();
  });

  it('drops a ranking draft when the box closes, and keeps a text for a later box of its kind', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4), seat()).desk;
    desk = rules.write(desk, { kind: 'ranking', ranking: [[3]] });
    desk = rules.viewed(desk, 'run1', no_box(), seat()).desk;
    desk = rules.viewed(desk, 'run1', ranking_room(8), seat()).desk;
    expect(rules.draft_at_hand(desk)).toBeNull();

    desk = rules.viewed(rules.empty_desk(), 'run1', proposals_room(1), seat()).desk;
    desk = rules.write(desk, { kind: 'proposals', entries: [{ title: 'Late', text: '' }] });
    desk = rules.viewed(desk, 'run1', no_box(), seat()).desk;
    expect(rules.draft_at_hand(desk)).toBeNull();
    desk = rules.viewed(desk, 'run1', proposals_room(8), seat()).desk;
    expect(rules.draft_at_hand(desk)).toEqual({ kind: 'proposals', entries: [{ title: 'Late', text: '' }] });
    expect(desk.restarted).toBe(false);
  });

  it('keeps no answer about one proposal for another', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', consent_room(5, 2), seat()).desk;
    desk = rules.write(desk, { kind: 'consent', answer: 'objection', clause: 1, reason: 'No.' });
    desk = rules.viewed(desk, 'run2', consent_room(6, 3), seat()).desk;
    expect(rules.draft_at_hand(desk)).toBeNull();
  });
});

describe('after a restart of the host', () => {
  it('an unsent draft is still there, and the person is told', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4), seat()).desk;
    desk = rules.write(desk, { kind: 'ranking', ranking: [[3]] });
    desk = rules.viewed(desk, 'run2', ranking_room(14), seat()).desk;
    expect(rules.draft_at_hand(desk)).toEqual({ kind: 'ranking', ranking: [[3]] });
    expect(desk.restarted).toBe(true);
    expect(rules.face(desk)).toBe('form');
  });

  it('what was in is offered again without being shown', () => {
    let desk = rules.viewed(given(ranking_room(4), ranking), 'run2', ranking_room(14), seat()).desk;
    expect(rules.face(desk)).toBe('lost');
    expect(rules.draft_at_hand(desk)).toBeNull();
    const turn = rules.put_lost_again(desk);
    expect(turn.put).toEqual({ content: ranking, by: 'person' });
    desk = rules.acknowledged(send(turn, 2), 2).desk;
    expect(rules.face(desk)).toBe('in');
    expect(desk.lost).toBeNull();
  });

  it('a lost ranking can start anew, a lost text can be looked at', () => {
    const lost_ranking = rules.viewed(given(ranking_room(4), ranking), 'run2', ranking_room(14), seat()).desk;
    expect(rules.draft_at_hand(rules.reopen_lost(lost_ranking))).toBeNull();
    expect(rules.face(rules.reopen_lost(lost_ranking))).toBe('form');
    const lost_text = rules.viewed(given(proposals_room(1), text), 'run2', proposals_room(11), seat()).desk;
    expect(
      content_of(rules.draft_at_hand(rules.reopen_lost(lost_text)) ?? blank('proposals'), lost_text.rules),
    ).toEqual(text);
  });

  it('nothing is offered when the box is another one, or when it is in after all', () => {
    const desk = given(ranking_room(4), ranking);
    expect(rules.viewed(desk, 'run1', ranking_room(5), seat()).desk.lost).toBeNull();
    expect(rules.viewed(desk, 'run2', ranking_room(14), seat(true)).desk.lost).toBeNull();
    expect(rules.viewed(desk, 'run2', proposals_room(14), seat()).desk.lost).toBeNull();
    const closed = rules.viewed(desk, 'run1', no_box(), seat()).desk;
    expect(closed.given).toBeNull();
    expect(rules.viewed(closed, 'run2', ranking_room(14), seat()).desk.lost).toBeNull();
  });

  it('is still offered after a second restart', () => {
    let desk = rules.viewed(given(ranking_room(4), ranking), 'run2', ranking_room(14), seat()).desk;
    desk = rules.viewed(desk, 'run3', ranking_room(24), seat()).desk;
    expect(desk.lost).toEqual(ranking);
  });
});

describe('at the last call', () => {
  const last = { last_call: true, last_call_seconds_left: 60 };

  it('a device that gave nothing deposits nothing, once, and leaves the form alone', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', proposals_room(1), seat()).desk;
    desk = rules.write(desk, { kind: 'proposals', entries: [{ title: 'Half', text: '' }] });
    const turn = rules.viewed(desk, 'run1', proposals_room(1, last), seat());
    expect(turn.put).toEqual({ content: { type: 'proposals', entries: [] }, by: 'device' });
    desk = rules.acknowledged(send(turn, 1), 1).desk;
    const again = rules.viewed(desk, 'run1', proposals_room(1, last), seat(true));
    expect(again.put).toBeNull();
    expect(rules.face(again.desk)).toBe('form');
    expect(rules.draft_at_hand(again.desk)).not.toBeNull();
  });

  it('an empty form stays a form when the device has answered for it', () => {
    const turn = rules.viewed(rules.empty_desk(), 'run1', proposals_room(1, last), seat());
    const desk = rules.acknowledged(send(turn, 1), 1).desk;
    expect(rules.face(rules.viewed(desk, 'run1', proposals_room(1, last), seat(true)).desk)).toBe('form');
  });

  it('a device that gave something deposits the same once more', () => {
    const turn = rules.viewed(given(proposals_room(1), text), 'run1', proposals_room(1, last), seat(true));
    expect(turn.put).toEqual({ content: text, by: 'person' });
    const desk = rules.acknowledged(send(turn, 2), 2).desk;
    expect(rules.viewed(desk, 'run1', proposals_room(1, last), seat(true)).put).toBeNull();
    expect(rules.face(desk)).toBe('in');
  });

  it('a reloaded device never replaces what it no longer knows: it sends cover that comes too late', () => {
    const turn = rules.viewed(rules.empty_desk(), 'run1', proposals_room(1, last), seat(true));
    expect(turn.put).toEqual({
      content: { type: 'proposals', entries: [] },
      by: 'cover',
      sequence: rules.cover_sequence,
    });
    expect(rules.cover_sequence).toBeLessThan(rules.first_sequence);
    const desk = send(turn, 1);
    expect(desk.sending).toBeNull();
    expect(rules.face(rules.was_refused(desk, 1, 'stale_sequence', 'Stale.').desk)).toBe('in');
  });

  it('an answer to "can you live with this?" that nobody gave is "nothing"', () => {
    const turn = rules.viewed(rules.empty_desk(), 'run1', consent_room(5, 2, last), seat());
    expect(turn.put?.content).toEqual({ type: 'consent', answer: 'nothing', reason: '' });
  });

  it('nothing goes by itself in a ranking', () => {
    expect(rules.viewed(rules.empty_desk(), 'run1', ranking_room(4, last), seat()).put).toBeNull();
  });

  it('what a person is just putting in goes first, and once more after it', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', proposals_room(1), seat()).desk;
    desk = send(rules.put_in(desk, text), 1);
    const waiting = rules.viewed(desk, 'run1', proposals_room(1, last), seat());
    expect(waiting.put).toBeNull();
    expect(rules.acknowledged(waiting.desk, 1).put).toEqual({ content: text, by: 'person' });
  });

  it('an observer and somebody without a seat put nothing in', () => {
    expect(rules.viewed(rules.empty_desk(), 'run1', proposals_room(1, last), undefined).put).toBeNull();
  });
});

describe('a refusal', () => {
  it('keeps the draft and shows the sentence', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', proposals_room(1), seat()).desk;
    desk = rules.write(desk, { kind: 'proposals', entries: [{ title: 'A hub', text: '' }] });
    desk = send(rules.put_in(desk, text), 1);
    desk = rules.was_refused(
      desk,
      1,
      'too_many_entries',
      'That is more than one person can put in here.',
    ).desk;
    expect(desk.refused).toBe('That is more than one person can put in here.');
    expect(rules.draft_at_hand(desk)).not.toBeNull();
    expect(rules.is_sending(desk)).toBe(false);
  });

  it('for a number that another device used is tried again with a higher one', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4), seat()).desk;
    desk = send(rules.put_in(desk, ranking), 1, 2);
    expect(rules.was_refused(desk, 1, 'stale_sequence', 'Stale.').put).toEqual({
      content: ranking,
      by: 'person',
      sequence: 1002,
    });
  });

  it('of what the device put in by itself is nobody’s business', () => {
    const turn = rules.viewed(rules.empty_desk(), 'run1', proposals_room(1, { last_call: true }), seat());
    expect(rules.was_refused(send(turn, 1), 1, 'box_closing', 'Closed.').desk.refused).toBe('');
  });

  it('for a command of before changes nothing', () => {
    const desk = given(ranking_room(4), ranking);
    expect(rules.was_refused(desk, 99, 'too_fast', 'Slow down.').desk).toBe(desk);
    expect(rules.acknowledged(desk, 99).desk).toBe(desk);
  });
});

describe('a box that takes nothing yet', () => {
  const opening = { state: 'opening', key: '', token: '' };
  const waiting = { waiting: 'Waiting for devices of 2 more organisations.' };

  it('gets what was put in as soon as it takes it, and the person is asked nothing', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4, opening), seat()).desk;
    desk = rules.write(desk, { kind: 'ranking', ranking: [[3], [2, 4]] });
    const turn = rules.put_in(desk, ranking);
    expect(turn.put).toBeNull();
    expect(rules.face(turn.desk)).toBe('held');
    expect(rules.viewed(turn.desk, 'run1', ranking_room(4, opening), seat()).put).toBeNull();
    const taken = rules.viewed(turn.desk, 'run1', ranking_room(4), seat());
    expect(taken.put).toEqual({ content: ranking, by: 'person' });
    desk = send(taken, 1);
    expect(rules.face(desk)).toBe('held');
    expect(rules.viewed(desk, 'run1', ranking_room(4), seat()).put).toBeNull();
    desk = rules.acknowledged(desk, 1).desk;
    expect(rules.face(desk)).toBe('in');
    expect(desk.kept).toBeNull();
  });

  it('gets it after a reload too', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4, opening), seat()).desk;
    desk = rules.put_in(desk, ranking).desk;
    desk = rules.viewed(rules.empty_desk(desk.kept), 'run1', ranking_room(4, opening), seat()).desk;
    expect(rules.face(desk)).toBe('held');
    expect(rules.viewed(desk, 'run1', ranking_room(4), seat()).put?.content).toEqual(ranking);
  });

  it('gets it when the host was restarted in between, whether it found the box again or opened it anew', () => {
    const desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4), seat()).desk;
    for (const room of [ranking_room(4), ranking_room(14)]) {
      const held = rules.put_in({ ...desk, takes: false }, ranking).desk;
      expect(rules.viewed(held, 'run2', room, seat()).put).toEqual({ content: ranking, by: 'person' });
    }
    const sending = send(rules.put_in(desk, ranking), 1);
    expect(rules.viewed(sending, 'run2', ranking_room(4), seat()).put).toBeNull();
    expect(rules.viewed(sending, 'run2', ranking_room(14), seat()).put?.content).toEqual(ranking);
  });

  it('that the host finds again loses nothing: what is in is still known', () => {
    const desk = given(proposals_room(1), text);
    const again = rules.viewed(desk, 'run2', proposals_room(1, waiting), seat(true)).desk;
    expect(rules.face(again)).toBe('in');
    const last = rules.viewed(again, 'run2', proposals_room(1, { last_call: true }), seat(true));
    expect(last.put).toEqual({ content: text, by: 'person' });
  });

  it('rests after it refused, and is tried again when time has gone by or it takes again', () => {
    for (const refusal of ['box_opening', 'box_waiting', 'not_saving', 'too_fast']) {
      let desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4), seat()).desk;
      desk = rules.was_refused(send(rules.put_in(desk, ranking), 1), 1, refusal, 'Not now.').desk;
      expect(desk.refused).toBe('');
      expect(rules.face(desk)).toBe('held');
      expect(rules.viewed(desk, 'run1', ranking_room(4), seat()).put).toBeNull();
      expect(rules.rested(desk).put).toEqual({ content: ranking, by: 'person' });
      const away = rules.viewed(desk, 'run1', ranking_room(4, waiting), seat()).desk;
      expect(rules.rested(away).put).toBeNull();
      expect(rules.viewed(away, 'run1', ranking_room(4), seat()).put?.content).toEqual(ranking);
    }
  });

  it('gets what the device gives by itself at the last call later as well', () => {
    const last = { last_call: true };
    const turn = rules.viewed(rules.empty_desk(), 'run1', proposals_room(1, last), seat());
    const desk = rules.was_refused(send(turn, 1), 1, 'box_waiting', 'Not now.').desk;
    expect(rules.face(desk)).toBe('form');
    expect(rules.rested(desk).put).toEqual({ content: { type: 'proposals', entries: [] }, by: 'device' });
    const paused = rules.viewed(
      rules.empty_desk(),
      'run1',
      proposals_room(1, { ...last, ...waiting }),
      seat(),
    );
    expect(paused.put).toBeNull();
    expect(rules.viewed(paused.desk, 'run1', proposals_room(1, last), seat()).put?.by).toBe('device');
  });

  it('leaves the person free to change what is held; a ranking starts anew from neutral', () => {
    let desk = rules.viewed(rules.empty_desk(), 'run1', ranking_room(4, opening), seat()).desk;
    desk = rules.change(rules.put_in(desk, ranking).desk);
    expect(rules.face(desk)).toBe('form');
    expect(rules.draft_at_hand(desk)).toBeNull();
    expect(rules.viewed(desk, 'run1', ranking_room(4), seat()).put).toBeNull();

    desk = rules.viewed(rules.empty_desk(), 'run1', proposals_room(1, opening), seat()).desk;
    desk = rules.change(rules.put_in(desk, text).desk);
    expect(rules.draft_at_hand(desk)).toEqual({
      kind: 'proposals',
      entries: [{ title: 'A hub', text: 'One number.' }],
    });
  });

  it('is not mistaken for the box of another session that has the same number', () => {
    const desk = given(ranking_room(4), ranking);
    const other = rules.viewed(desk, 'run2', ranking_room(4, { token: 'ee'.repeat(16) }), seat(true)).desk;
    expect(other.given).toBeNull();
  });
});

describe('the question how safe it is to speak', () => {
  const room = (more = {}): RoomView => ({ ...lobby(), box: box(20, 'safety', more) }) as RoomView;

  it('is asked before the first round too, and every device answers it at the last call', () => {
    const desk = rules.viewed(rules.empty_desk(), 'run1', room(), seat()).desk;
    expect(desk.box).toMatchObject({ kind: 'safety', round: 0 });
    const silent = rules.viewed(desk, 'run1', room({ last_call: true }), seat());
    expect(silent.put).toEqual({ content: { type: 'safety', answer: 'nothing' }, by: 'device' });
    const answered = rules.acknowledged(send(rules.put_in(desk, { type: 'safety', answer: 'safe' }), 1), 1);
    expect(rules.viewed(answered.desk, 'run1', room({ last_call: true }), seat(true)).put).toEqual({
      content: { type: 'safety', answer: 'safe' },
      by: 'person',
    });
  });

  it('silence is no tick', () => {
    const last = in_round('clarification', { box: box(9, 'shortlist', { last_call: true }) }) as RoomView;
    expect(rules.viewed(rules.empty_desk(), 'run1', last, seat()).put).toBeNull();
  });
});

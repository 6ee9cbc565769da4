// SPDX-License-Identifier: Apache-2.0
// Every screen and state that the pictures and the checks go through. `seat`: 7 is a delegate, null stands at
// the choice of a seat, 'observer' watches. `do` names what the person does first (see screens.mjs and
// pictures.mjs).
import {
  promise,
  anonymous,
  question,
  lobby,
  proposals,
  in_round,
  box,
  questions,
  standings,
  figures,
  safety,
  many_proposals,
  asking,
  amended,
  released,
  outcome,
  hostile,
  waiting_box,
} from './rooms.mjs';

export * from './rooms.mjs';

function shortlist_room() {
  return in_round('clarification', {
    box: box(9, 'shortlist', { ranked: [2, 3, 4, 5, 6, 7, 8, 9, 10] }),
    proposals: many_proposals(),
  });
}

export const scenes = {
  join: { seat: null, code: '', room: lobby },
  'take-seat': { seat: null, room: lobby },
  lobby: { seat: 7, room: lobby },
  waiting: { seat: 7, room: () => in_round('proposals') },
  propose: { seat: 7, room: () => in_round('proposals', { box: box(1, 'proposals', { turnout: 4 }) }) },
  'propose-filled': {
    seat: 7,
    room: () => in_round('proposals', { box: box(1, 'proposals', { turnout: 12 }) }),
    do: 'propose',
  },
  'propose-in': {
    seat: 7,
    deposited: true,
    room: () => in_round('proposals', { box: box(1, 'proposals', { turnout: 17 }) }),
  },
  proposals: { seat: 7, room: () => in_round('clarification') },
  ask: { seat: 7, room: () => in_round('clarification', { box: box(2, 'questions') }) },
  answer: {
    seat: 7,
    room: () => in_round('clarification', { box: box(3, 'answers'), questions: questions() }),
    do: 'answer',
  },
  questions: {
    seat: 7,
    room: () =>
      in_round('clarification', {
        questions: questions(true),
        proposals: proposals().map((one) =>
          one.id === 4 ? { ...one, set_aside: true, set_aside_reason: 'Merged into proposal 3' } : one,
        ),
      }),
  },
  rank: { seat: 7, room: () => in_round('ranking', { box: box(4, 'ranking') }) },
  'rank-some': { seat: 7, room: () => in_round('ranking', { box: box(4, 'ranking') }), do: 'rank' },
  'rank-last-call': {
    seat: 7,
    room: () =>
      in_round('ranking', { box: box(4, 'ranking', { last_call: true, last_call_seconds_left: 48 }) }),
    do: 'rank',
  },
  'rank-in': { seat: 7, deposited: true, room: () => in_round('ranking', { box: box(4, 'ranking') }) },
  standings: {
    seat: 7,
    room: () =>
      in_round('ranking', {
        standings: standings(),
        leading: 2,
        leading_because: 'It leads the ranking.',
      }),
  },
  'standings-withheld': { seat: 7, room: () => in_round('ranking', { standings: standings(false) }) },
  consent: {
    seat: 7,
    room: () => in_round('objections', { box: box(5, 'consent'), askings: [asking({ open: true })] }),
  },
  'consent-objection': {
    seat: 7,
    room: () => in_round('objections', { box: box(5, 'consent'), askings: [asking({ open: true })] }),
    do: 'object',
  },
  'consent-again': {
    seat: 7,
    room: () =>
      in_round('objections', {
        box: box(6, 'consent'),
        proposals: amended(),
        askings: [asking({ ...released, text_changed_since: true }), asking({ asking: 2, open: true })],
      }),
  },
  objections: { seat: 7, room: () => in_round('objections', { askings: [asking(released)] }) },
  'objections-amended': {
    seat: 7,
    room: () =>
      in_round('objections', {
        proposals: amended(),
        askings: [asking({ ...released, text_changed_since: true })],
      }),
  },
  'objections-none': { seat: 7, room: () => in_round('objections', { askings: [asking()] }) },
  'outcome-read-back': { seat: 7, room: () => in_round('outcome', { outcome: outcome(false) }) },
  outcome: { seat: 7, room: () => in_round('outcome', { outcome: outcome(true) }) },
  shortlist: { seat: 7, room: () => shortlist_room() },
  'shortlist-full': { seat: 7, room: () => shortlist_room(), do: 'tick' },
  'shortlist-in': { seat: 7, deposited: true, room: () => shortlist_room() },
  'shortlist-shown': {
    seat: 7,
    room: () =>
      in_round('clarification', {
        proposals: many_proposals().map((one) =>
          one.id > 4 ? { ...one, set_aside: true, set_aside_reason: 'Not on the shortlist.' } : one,
        ),
        shortlist: {
          shown: true,
          not_shown_because: '',
          words: 'The room goes on with these. They are in no order.',
          chosen: [2, 3, 4],
        },
      }),
  },
  'shortlist-withheld': {
    seat: 7,
    room: () =>
      in_round('clarification', {
        proposals: many_proposals(),
        shortlist: {
          shown: false,
          not_shown_because:
            'Not shown, because 4 organisations ticked. With fewer than five, the result would show what ' +
            'somebody ticked.',
          words: '',
          chosen: [],
        },
      }),
  },
  safety: { seat: 7, room: () => ({ ...lobby(), box: box(20, 'safety') }) },
  'safety-answered': { seat: 7, room: () => ({ ...lobby(), box: box(20, 'safety') }), do: 'safe' },
  'safety-in': { seat: 7, deposited: true, room: () => ({ ...lobby(), box: box(20, 'safety') }) },
  'safety-shown': { seat: 7, room: () => ({ ...lobby(), safety }) },
  'rank-outsiders': {
    seat: 7,
    room: () => in_round('ranking', { box: box(4, 'ranking', { promise: promise.outsiders }) }),
  },
  'rank-open': {
    seat: 7,
    room: () =>
      in_round('ranking', { box: box(4, 'ranking', { promise: promise.open }), open_results: true }),
  },
  'rank-opening': {
    seat: 7,
    room: () =>
      in_round('ranking', {
        box: box(4, 'ranking', {
          state: 'opening',
          key: '',
          token: '',
          waiting: 'Getting ready: waiting for devices of 3 more organisations to take a part of the key.',
        }),
      }),
  },
  'rank-held': { seat: 7, room: () => in_round('ranking', { box: waiting_box() }), do: 'rank-and-hold' },
  'rank-covered': {
    seat: 7,
    room: () => in_round('ranking', { box: box(4, 'ranking') }),
    do: 'rank-and-cover',
  },
  'rank-more-time': {
    seat: 7,
    room: () =>
      in_round('ranking', {
        box: box(4, 'ranking', { last_call: true, last_call_seconds_left: 75, more_time: true }),
      }),
  },
  closing: {
    seat: 7,
    deposited: true,
    room: () =>
      in_round('ranking', {
        box: box(4, 'ranking', {
          state: 'closing',
          waiting: 'Closing: waiting for the device of one more organisation to give back a part of the key.',
        }),
        safety,
      }),
  },
  'standings-outsiders': {
    seat: 7,
    room: () =>
      in_round('ranking', {
        standings: {
          ...standings(),
          organisations: 4,
          ballots: 9,
          warning:
            'Outsiders only: with three or four organisations, colleagues in this room may work out who ' +
            'ranked how.',
        },
        leading: 2,
        leading_because: 'It leads the ranking among those not yet asked about.',
      }),
  },
  'standings-open': {
    seat: 7,
    room: () =>
      in_round('ranking', {
        open_results: true,
        standings: { ...standings(), why_no_figures: '', figures },
        leading: 2,
        leading_because: 'It leads the ranking among those not yet asked about.',
      }),
  },
  merged: {
    seat: 7,
    may_keep_apart: true,
    room: () => {
      const list = amended();
      list[1].earlier[0].merged_with = 4;
      list[3] = { ...list[3], set_aside: true, set_aside_reason: 'Merged into proposal 2.' };
      return in_round('clarification', { proposals: list });
    },
  },
  'objections-withheld': {
    seat: 7,
    room: () =>
      in_round('objections', {
        askings: [
          asking({
            not_shown_because:
              'Not shown, because since the last time only St Mary’s Hospital Trust changed who took part. ' +
              'Comparing the two results would show what they said.',
          }),
        ],
      }),
  },
  practice: {
    seat: 7,
    room: () => in_round('ranking', { box: box(4, 'ranking'), practice: true }),
  },
  'practice-over': {
    seat: 7,
    room: () => {
      const room = in_round('ranking', { standings: standings(), practice: true });
      room.rounds[0].status = 'decided';
      return room;
    },
  },
  'how-anonymous': { seat: 7, room: () => in_round('ranking', { box: box(4, 'ranking') }), do: 'how' },
  'please-pause': { seat: 7, room: () => in_round('clarification', { safety }), do: 'pause' },
  closed: {
    seat: 7,
    room: () => {
      const room = in_round('outcome', { outcome: outcome(true) });
      room.closed = true;
      room.rounds[0] = { ...room.rounds[0], status: 'decided', outcome: outcome(true) };
      room.check_words = 'amber canoe lentil orbit sparrow violin';
      room.digest = '4f0c3a5e'.repeat(8);
      return room;
    },
  },
  'observer-box': { seat: 'observer', room: () => in_round('ranking', { box: box(4, 'ranking') }) },
  offer: {
    seat: 7,
    room: () => in_round('proposals', { box: box(1, 'proposals') }),
    do: 'propose',
    then: () => in_round('clarification'),
  },
  'host-away': {
    seat: 7,
    room: () => in_round('ranking', { box: box(4, 'ranking') }),
    do: 'rank',
    away: true,
  },
  'host-never-there': { seat: 7, room: lobby, silent: true },
  restarted: { seat: 7, room: () => in_round('ranking', { box: box(4, 'ranking') }), do: 'rank-and-lose' },
  'taken-over': { seat: 7, room: lobby, goodbye: 'taken_over' },
  'wrong-code': { seat: null, code: 'WRONGONE', room: lobby },
  version: { seat: 7, room: lobby, goodbye: 'version' },
  trouble: {
    seat: 7,
    room: () => ({
      ...in_round('ranking', { box: box(4, 'ranking') }),
      trouble: 'Not saving: the disk is full.',
      rehearsal: true,
    }),
  },
  hostile: {
    seat: 7,
    room: () => {
      const room = in_round('clarification', { questions: questions(true) });
      const texts = Object.values(hostile);
      room.session_name = hostile.html;
      room.purpose = hostile.bidi;
      room.agreements = texts;
      room.round.question = hostile.format;
      room.round.proposals = texts.map((text, index) => ({
        ...proposals()[1],
        id: 20 + index,
        number: index + 1,
        title: text.slice(0, 80),
        clauses: [text, text],
      }));
      room.round.questions = texts.map((text, index) => ({ id: index + 1, text, answers: [text] }));
      return room;
    },
  },
};

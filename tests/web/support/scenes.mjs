// SPDX-License-Identifier: Apache-2.0
// Room views of every stage, as the host sends them, for the fake host: plain values, made anew by every
// call.

// The sentences are those of sessions/words.cpp, so that the pictures are as long as the real thing.
const custody =
  "Until this closes it is only in the memory of the organiser's laptop, never in a file: if that " +
  'laptop stops, you ' +
  'will be asked again. On its way there it is not encrypted, so somebody who listens in on this ' +
  'network could read it.';
const style = ' The way you write can identify you.';
export const promise = {
  text:
    'Everybody will see your text; nobody will see that it is yours, not on any screen and not in ' +
    'the saved record. ' +
    custody +
    style,
  ranking:
    'Nobody will see how you or your organisation ranked: not on any screen, and not in the saved ' +
    'record. Only the ' +
    'order of the whole room is shown, and only if at least five organisations rank. The record does ' +
    'say which seats ' +
    `ranked. ${custody}`,
  consent:
    'Everybody will see the reasons that were given, or that there are none; nobody will see who ' +
    'gave them, and no ' +
    `numbers. If nobody objects, everyone will know that you did not. ${custody}${style}`,
};
const how_decided = {
  proposals: 'Everybody writes in silence; then all proposals are shown at once, without names.',
  clarification: 'Questions and answers make each proposal clear. Nothing is decided here.',
  ranking:
    'Each organisation counts as one. The order is shown if at least five organisations rank; a tie ' +
    'at the top is ' +
    'settled by a lot that everybody can check.',
  objections: 'This is not a vote: one reasoned objection is enough to go back to work on the proposal.',
  outcome: 'The facilitator reads the outcome back, and the room says whether it is right.',
};

const sizes = [5, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1];
const names = [
  'St Mary’s Hospital Trust',
  'Riverside Hospital Trust',
  'Community Health Trust',
  'Mental Health Trust',
  'Ambulance Service',
  'County Council: Adult Social Care',
  'City Council: Adult Social Care',
  'GP Federation',
  'St Catherine’s Hospice',
  'Voluntary Sector Alliance',
  'Care Homes Association',
  'Patients’ Voice',
];

export const question = 'How do we get people home from hospital without delay this winter?';

export function lobby() {
  return {
    session_name: 'Winter discharge workshop',
    purpose: 'That nobody spends a night in hospital who could safely spend it at home.',
    group_name: 'Winter discharge group',
    agreements: [
      'We speak from our own experience, and listen until the end.',
      'We disagree with ideas, not with people.',
      'What is said here may be used; who said it may not.',
    ],
    rehearsal: false,
    closed: false,
    check_words: '',
    digest: '',
    room_code: 'KDRTMWPA',
    join_url: 'http://192.168.1.20:8477',
    trouble: '',
    organisations: names.map((name, index) => ({
      id: index + 1,
      name,
      seats: sizes[index],
      taken: index === 8 ? 1 : Math.max(0, sizes[index] - 1),
    })),
    seats_taken: 15,
    seats_total: 26,
    rounds: [
      { id: 1, question, status: 'waiting' },
      {
        id: 2,
        question: 'How do we share the cost of beds that wait for a care package?',
        status: 'waiting',
      },
    ],
  };
}

export function proposals() {
  const one = (id, number, title, clauses, more = {}) => ({
    id,
    number,
    title,
    clauses,
    no_change: false,
    set_aside: false,
    set_aside_reason: '',
    earlier: [],
    ...more,
  });
  return [
    one(1, 1, 'No change', [], { no_change: true }),
    one(2, 2, 'One discharge hub for the whole county', [
      'One phone number for every ward, staffed from eight to eight.',
      'Open seven days, with a social worker in the room.',
      'The hub may book care packages directly up to 1,500 pounds a week.',
    ]),
    one(3, 3, 'Home first: assess people at home, not on the ward', [
      'Everybody who walked in goes home within a day of being medically fit.',
      'The assessment takes place at home within 24 hours.',
    ]),
    one(4, 4, 'Voluntary drivers and a warm house', [
      'A volunteer takes the patient home, turns the heating on and does the first shopping.',
    ]),
    one(5, 5, 'A shared discharge lounge with a pharmacy', [
      'Medicines to take home are ready by noon.',
      'Patients who wait for transport wait in the lounge.',
    ]),
  ];
}

export function in_round(stage, more = {}) {
  const room = lobby();
  room.seats_taken = 23;
  room.rounds[0].status = 'current';
  room.round = {
    id: 1,
    number: 1,
    question,
    context: 'On an average day 74 people who are medically fit wait in our two hospitals.',
    stage,
    how_decided: how_decided[stage],
    planned_minutes: 15,
    stage_seconds: 120,
    proposals_shown: stage !== 'proposals',
    proposals: stage === 'proposals' ? [proposals()[0]] : proposals(),
    questions: [],
    leading_because: '',
    askings: [],
    ...more,
  };
  return room;
}

export function box(id, kind, more = {}) {
  const tasks = {
    proposals: 'Write what you propose, or say that you have nothing to add.',
    questions: 'Write a question, or nothing.',
    answers: 'Answer a question, or nothing.',
    ranking: 'Put the proposals in your order, the best first.',
    consent: 'Say whether you can live with this.',
  };
  return {
    id,
    kind,
    task: tasks[kind],
    promise: promise[kind] ?? promise.text,
    last_call: false,
    turnout: 17,
    seats_taken: 23,
    ...more,
  };
}

export function questions(answered = false) {
  return [
    {
      id: 1,
      about: 2,
      text: 'Who pays for the hub after March?',
      answers: answered ? ['The better care fund, until the end of the year; after that it is open.'] : [],
    },
    { id: 2, about: 3, text: 'What happens if nobody can come within 24 hours?', answers: [] },
    {
      id: 3,
      text: 'What do the figures of last winter say?',
      answers: answered
        ? ['Three of four delays were waits for a package of care.', 'See the board paper of May.']
        : [],
    },
  ];
}

export function standings(shown = true) {
  return {
    shown,
    not_shown_because: shown
      ? ''
      : 'Not shown, because 4 organisations ranked. With fewer than five, the result would show how ' +
        'somebody ranked.',
    places: shown ? [{ proposals: [2] }, { proposals: [3, 4] }, { proposals: [1] }, { proposals: [5] }] : [],
    steps: shown ? ['clearly_ahead', 'ahead', 'level'] : [],
    step_words: shown ? ['clearly ahead', 'ahead', 'about equal'] : [],
    organisations: shown ? 11 : 4,
    ballots: shown ? 22 : 9,
    equal_voice:
      'Each organisation counts as one. If its delegates differ, its one voice is split between them.',
    thresholds:
      'Ahead: by at least one organisation’s voice. Clearly ahead: by at least a third of the ' +
      'organisations’ voices.',
    why_no_figures: 'With so few organisations, exact figures would tell how single organisations ranked.',
  };
}

export function asking(more = {}) {
  return {
    proposal: 2,
    asking: 1,
    open: false,
    objections: [],
    worries: [],
    text_changed_since: false,
    ...more,
  };
}

export function amended() {
  const list = proposals();
  list[1] = {
    ...list[1],
    clauses: [
      'One phone number for every ward, staffed from eight to ten in the evening.',
      list[1].clauses[1],
      list[1].clauses[2],
      'Reviewed after six weeks with the figures of every ward.',
    ],
    earlier: [{ title: list[1].title, clauses: list[1].clauses }],
  };
  return list;
}

export const released = {
  objections: [
    { id: 1, clause: 1, reason: 'After eight nobody answers, and that is when our wards discharge most.' },
  ],
  worries: [{ reason: 'The hub will take our two most experienced social workers.' }],
};

export function outcome(declared) {
  return {
    kind: 'adopted',
    kind_words: 'Adopted',
    proposal: 2,
    proposal_title: 'One discharge hub for the whole county',
    text: 'We open one discharge hub for the whole county on 1 November.',
    reasons: 'It led the ranking clearly, and the objection about the evening was met.',
    owner: 'Director of Integration, County Council',
    review_date: '2027-03-31',
    worries: ['The hub will take our two most experienced social workers.'],
    standing_objections: [],
    dissent: '',
    declared,
  };
}

export const hostile = {
  html: '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script><b>bold</b>',
  bidi: 'safe \u202Etxet desrever\u202C \u2066isolated\u2069 \u200Fmark',
  invisible: 'St\u200B M\u200Dary\uFEFF\u00AD',
  format: '%s %n %x ## {{constructor}} ${7*7} \\u0041',
  long: 'endless'.repeat(1450).slice(0, 10000),
  lines: 'one\n\n\ntwo\tthree\u2028four',
  emoji: '👩‍👩‍👧‍👦 ŷ ŵ — Ω',
};

// Every screen and state that the pictures and the checks go through. `seat`: 7 is a delegate, null stands at
// the choice of a seat, 'observer' watches. `do` names what the person does first (see screens.mjs and
// pictures.mjs).
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

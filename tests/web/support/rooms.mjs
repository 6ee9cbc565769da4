// SPDX-License-Identifier: Apache-2.0
// Room views as the host sends them, and what they are made of, for the fake host: plain values, made anew by
// every call.

// The sentences are those of sessions/words.cpp, so that the pictures are as long as the real thing.
const custody =
  'It is sent and kept encrypted; only devices of several organisations together can open it, and only ' +
  'when this closes. Then the key is destroyed.';
const style = ' The way you write can identify you.';
export const promise = {
  text:
    'Everybody will see your text; nobody will see that it is yours, not on any screen and not in ' +
    `the saved record. ${custody}${style}`,
  ranking:
    'Nobody will see how you or your organisation ranked: not on any screen, and not in the saved ' +
    'record. Only the order of the whole room is shown, and only if at least five organisations rank. ' +
    `The record does say which seats ranked. ${custody}`,
  consent:
    'Everybody will see the reasons that were given, or that there are none; nobody will see who ' +
    'gave them, and no numbers. If nobody objects, everyone will know that you did not. ' +
    `${custody}${style}`,
  shortlist:
    'Nobody will see what you or your organisation ticked: not on any screen, and not in the saved ' +
    'record. Only the shortlist is shown, in no order, and only if at least five organisations tick. ' +
    `The record does say which seats did. ${custody}`,
  safety:
    'Nobody will see what you answered. One sentence about the whole room is shown, and only if at ' +
    `least five organisations answer. The record does not say who did. ${custody}`,
  outsiders:
    'Outsiders only: nobody outside this room can learn how you ranked, but colleagues in this room ' +
    'may be able to work it out, because so few organisations rank. The record says which seats ' +
    `ranked. ${custody}`,
  open:
    'This is an open result. Exact figures will be shown and saved, and they can reveal how you or ' +
    `your organisation ranked. Your ranking itself is not kept. ${custody}`,
};
export const anonymous = [
  'What you put in leaves this device encrypted, always the same size whatever you say, and waits in a ' +
    'box until it closes. Nobody sees results before that, not even the organiser.',
  'The key to the box is split. The organiser’s laptop does not have it: each organisation’s devices ' +
    'keep a part, and it takes several organisations together to open the box when it closes. ' +
    'Afterwards the key and the box are destroyed, on the laptop and on every device.',
  'What it does not protect against: somebody looking at your screen; the way you write; two or more ' +
    'organisations putting together what they know; a device that somebody has tampered with; and an ' +
    'organiser who has changed the program itself.',
];
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
    anonymous,
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

// A room in its first round. `more` is of the round, but for its `box` and what people said about `safety`.
export function in_round(stage, { box: open_box, safety, ...more } = {}) {
  const room = lobby();
  if (open_box) room.box = open_box;
  if (safety) room.safety = safety;
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
    practice: false,
    open_results: false,
    proposals_shown: stage !== 'proposals',
    proposals: stage === 'proposals' ? [proposals()[0]] : proposals(),
    questions: [],
    leading_because: '',
    askings: [],
    ...more,
  };
  return room;
}

// All boxes of the tests have one key pair, made from this seed, so that a test can open what is put in.
export const box_seed = '42'.repeat(32);
const box_key = 'cc4f2cdb695dd766f34118eb67b98652fed1d8bc49c330b119bbfa8a64989378';
export function token_of(id) {
  return id.toString(16).padStart(32, '0');
}

export function box(id, kind, more = {}) {
  const tasks = {
    proposals: 'Write what you propose, or say that you have nothing to add.',
    questions: 'Write a question, or nothing.',
    answers: 'Answer a question, or nothing.',
    ranking: 'Put the proposals in your order, the best first.',
    consent: 'Can you live with this?',
    shortlist: 'Tick up to four proposals that you want the room to go on with.',
    safety: 'How safe is it to speak here?',
  };
  const ranked = { ranking: [1, 2, 3, 4, 5], shortlist: [2, 3, 4, 5] };
  return {
    id,
    kind,
    state: 'open',
    task: tasks[kind],
    promise: promise[kind] ?? promise.text,
    waiting: '',
    ranked: ranked[kind] ?? [],
    clauses: kind === 'consent' ? 3 : 0,
    key: box_key,
    token: token_of(id),
    last_call: false,
    more_time: false,
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
    warning: '',
  };
}

// Of a round that was declared open before anybody ranked.
export const figures = {
  warning:
    'Open result: exact figures, agreed on before anybody ranked. They can reveal how an organisation ranked.',
  support: [
    { proposal: 1, voices: ['0', '1', '2 1/2', '3', '7 5/6'] },
    { proposal: 2, voices: ['10', '0', '7 1/3', '8 1/6', '9'] },
    { proposal: 3, voices: ['8 1/2', '3 2/3', '0', '5 1/2', '8'] },
    { proposal: 4, voices: ['8', '2 5/6', '5 1/2', '0', '7 1/3'] },
    { proposal: 5, voices: ['3 1/6', '2', '3', '3 2/3', '0'] },
  ],
  agreement:
    'Two rankings drawn at random differ on 31/90 of the pairs of proposals on average (0: all alike).',
  methods: [
    {
      method: 'Schulze',
      places: [
        { proposals: [2] },
        { proposals: [3] },
        { proposals: [4] },
        { proposals: [1] },
        { proposals: [5] },
      ],
    },
    {
      method: 'Borda',
      places: [{ proposals: [2] }, { proposals: [3, 4] }, { proposals: [1] }, { proposals: [5] }],
    },
  ],
};

export const safety = {
  shown: true,
  words: 'This room is divided on how safe it is to speak here.',
  since: 0,
  asked: 1,
};

// More than eight, so that a shortlist makes sense.
export function many_proposals() {
  const titles = [
    'Pay family carers for the first week',
    'A night team for care homes',
    'One assessment for all services',
    'Publish the waiting list every morning',
    'Beds in the hospice for the last days of a stay',
  ];
  return [
    ...proposals(),
    ...titles.map((title, index) => ({
      ...proposals()[4],
      id: 6 + index,
      number: 6 + index,
      title,
      clauses: [`${title}, from the first of November.`],
    })),
  ];
}

export function asking(more = {}) {
  return {
    proposal: 2,
    asking: 1,
    open: false,
    not_shown_because: '',
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

// Of a host that was restarted and has not got its half of the key back.
export function waiting_box(more = {}) {
  return box(4, 'ranking', {
    waiting:
      'The organiser’s laptop was restarted. Nothing is lost: waiting for devices of 2 more organisations ' +
      'to come back with a part of the key.',
    ...more,
  });
}

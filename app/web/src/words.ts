// SPDX-License-Identifier: Apache-2.0
// Every sentence of the browser client's own. What the host says (tasks, promises, refusals, step words)
// comes with the views. Plain words, as design.md section 2 asks: nothing here is a vote, a user or a login.
import type { BoxKind } from './protocol';
import type { ScreenName } from './screen';
import { plural } from './wording';
import { input_words } from './words_input';

export { listed } from './wording';

export const words = {
  ...input_words,

  product: 'Equivox',
  skip: 'Skip to the main part',
  rehearsal: 'Rehearsal',
  now: 'Now',

  connection: {
    live: 'Connected',
    connecting: 'Connecting …',
    away: 'Reconnecting …',
    offline: 'This device is offline',
    stopped: 'Not connected',
  },

  away: {
    title: 'The organiser’s laptop is not answering',
    offline_title: 'This device is offline',
    offline: 'Check the Wi-Fi of this device. It goes on by itself as soon as the network is back.',
    asleep: 'It may be asleep, restarting or out of reach. This page keeps trying and goes on by itself.',
    stopping:
      'The organiser is closing or restarting the program. This page goes on by itself when it is back.',
    safe: 'What you are writing stays in this window.',
    title_first: 'Connecting to the organiser’s laptop',
    first: 'One moment.',
    help:
      'If this takes more than a few seconds, check that this device is on the network shown on the ' +
      'big screen, and not on mobile data or a VPN.',
    not_understood: 'This page and the organiser’s laptop do not understand each other. Reload the page.',
    reload: 'Reload the page',
  },

  taken_over: {
    title: 'Your seat is open in another window',
    body: 'A seat is used in one window at a time. What you were writing in this one is still here.',
    use_here: 'Use it here',
  },
  version: {
    title: 'This page does not fit the organiser’s program',
    body: 'Reload the page. If that does not help, tell the organiser.',
  },
  wrong_key: {
    title: 'The organiser’s laptop did not accept this device',
    body: 'Reload the page. If that does not help, tell the organiser.',
  },
  another_host: {
    title: 'This is not the same host as before.',
    body:
      'Another laptop, or the same one with another key, answers here for the workshop that you were in. ' +
      'Ask the organiser whether they have changed it. If they have not, do not go on: somebody else may ' +
      'be answering in their place. Nothing that you write is sent until you go on.',
    go_on: 'The organiser has changed it: go on',
  },
  no_cipher: {
    title: 'This browser can not encrypt what you write',
    body:
      'It does not run WebAssembly, which this page needs so that nobody on the network can read along. ' +
      'Use another browser or device, or switch off its lockdown mode for this page.',
  },

  join: {
    title: 'Join the workshop',
    code: 'Room code',
    code_hint: 'Eight letters, shown on the big screen.',
    code_missing: 'Type the room code that is shown on the big screen.',
    go: 'Go on',
    wrong_code: 'That is not the room code of this workshop. Look at the big screen and type it again.',
    freed: 'Your seat was freed by the organiser. Take a seat again.',
    choose: 'Which organisation do you speak for?',
    choose_title: 'Take your seat',
    choose_hint:
      'Each organisation counts as one, however many seats it has. You will be known by your seat, ' +
      'not by your name.',
    choose_missing: 'Choose your organisation first.',
    take: 'Take a seat',
    taking: 'Taking a seat …',
    full: 'no seat free',
    free: (seats: number) => plural(seats, 'seat free', 'seats free'),
    observe_title: 'Without a seat?',
    observe: 'Just watch',
    observe_hint: 'You see what the big screen shows and put nothing in.',
    anyone:
      'What you write leaves this device encrypted. On a network that you do not trust, somebody could ' +
      'still change this page itself on its way to you.',
  },

  seat: {
    you: 'You are',
    observing: 'You are watching',
    observing_hint: 'You see what everybody sees and put nothing in.',
    take_instead: 'Take a seat instead',
    leave: 'Leave my seat',
    leave_sure: 'Leave the seat? Somebody else can take it then.',
    leave_yes: 'Yes, leave it',
    leave_no: 'Stay',
  },

  title: {
    seat: 'Take your seat',
    lobby: 'Welcome',
    waiting: 'The round has begun',
    propose: 'Write your proposal',
    ask: 'Ask a question',
    answer: 'Answer a question',
    rank: 'Rank the proposals',
    consent: 'Can you live with this?',
    shortlist: 'Tick what the room should go on with',
    safety: 'How safe is it to speak here?',
    closing: 'It is closed now',
    watch: 'Inputs are being made',
    proposals: 'The proposals',
    standings: 'The standings',
    objections: 'Objections and worries',
    outcome: 'The outcome',
    closed: 'The workshop is closed',
  } satisfies Record<ScreenName, string>,

  offer: {
    text: 'The room has moved on.',
    go: {
      seat: 'Go to the seats',
      lobby: 'Go to the welcome page',
      waiting: 'Go to the new round',
      propose: 'Go to writing proposals',
      ask: 'Go to questions',
      answer: 'Go to answers',
      rank: 'Go to ranking',
      consent: 'Go to “Can you live with this?”',
      shortlist: 'Go to ticking',
      safety: 'Go to “How safe is it to speak here?”',
      closing: 'Go to where the room is',
      watch: 'Go to what is happening',
      proposals: 'Go to the proposals',
      standings: 'Go to the standings',
      objections: 'Go to objections and worries',
      outcome: 'Go to the outcome',
      closed: 'Go to the closing page',
    } satisfies Record<ScreenName, string>,
  },

  proposals: {
    none: 'No proposals yet.',
    no_change: 'Nothing changes: things stay as they are.',
    set_aside: 'Set aside',
    set_aside_because: (reason: string) => `Set aside: ${reason}`,
    questions: 'Questions and answers',
    questions_about: 'Questions and answers about this',
    questions_whole: 'Questions about the matter as a whole',
    no_answer: 'Not answered in writing.',
    answer: 'Answer',
    question: 'Question',
    changed: 'Changed',
    before: 'Before',
    after: 'Now',
    before_after: 'Before and after',
    merged_with: (title: string) => `Made of this and ${title}`,
    version: (number: number) => `Version ${number}`,
    added: 'New: ',
    removed: 'Gone: ',
    clauses: 'Clauses',
  },

  standings: {
    lead: 'Proposals by place, best first. Proposals in one place are about equal.',
    place: (place: number) => `Place ${place}`,
    no_change_line: 'As things are today',
    below_no_change: 'The group would rather change nothing than adopt these.',
    not_shown: 'No order to show',
    why: 'Why are there no exact figures?',
    meaning: 'What the words mean',
    took_part: (organisations: number, ballots: number) =>
      `${plural(organisations, 'organisation', 'organisations')} took part, with ` +
      `${plural(ballots, 'ballot', 'ballots')}.`,
    leading: 'To be asked about next',
    earlier: 'The ranking before this one',
    step: (from: string, word: string, to: string) => `${from} is ${word} of ${to}`,
    steps: {
      level: 'about equal',
      ahead: 'ahead',
      clearly_ahead: 'clearly ahead',
      fifth: 'ahead by a fifth',
      two_fifths: 'ahead by two fifths',
      three_fifths: 'ahead by three fifths',
    },
  },

  figures: {
    title: 'Exact figures',
    caption: 'How many voices put the proposal of a row before the proposal of a column',
    proposal: 'Proposal',
    over: (title: string) => `over ${title}`,
    same: 'the same proposal',
    methods: 'What other ways of counting say',
    scroll: 'The table of exact figures; scroll sideways to see all of it',
  },

  objections: {
    none_yet: 'Nobody has been asked yet.',
    not_shown: 'The answers are not shown',
    objections: 'Objections',
    no_objections: 'No objections.',
    worries: 'Worries to note',
    no_worries: 'No worries.',
    clause: (number: number) => `Clause ${number}`,
    whole: 'The proposal as a whole',
    opens_work:
      'One objection opens work: understand it, then change the text, try another proposal, or leave ' +
      'it for later.',
    changed_since: 'The text was changed after this was asked. It will be asked again.',
    earlier_askings: 'Asked before',
    asking: (title: string, times: number) => (times > 1 ? `${title}, asking ${times}` : title),
  },

  outcome: {
    draft: 'Is this what we decided?',
    draft_hint: 'It is being read back. Speak up if something is wrong; it is not final yet.',
    declared: 'This is what we decided.',
    proposal: 'Proposal',
    reasons: 'Why',
    owner: 'Who sees to it',
    review: 'To be reviewed on',
    worries: 'Worries to note',
    standing: 'Objections that stand',
    dissent: 'Dissent',
    none: 'No outcome yet.',
  },

  lobby: {
    purpose: 'Our shared purpose',
    agreements: 'How we work together',
    seats: (taken: number, total: number) => `${taken} of ${total} seats taken`,
    rounds: 'What we are here to decide',
    status: { waiting: 'later', current: 'now', decided: 'decided' },
    who_sees: 'Who will see what you put in?',
    who_sees_text:
      'Before every input this page says who can ever see it. Your seat is known; what your seat ' +
      'puts in is not.',
    wait: 'Nothing to do yet: the organiser begins the first round.',
  },

  waiting: {
    question: 'The question',
    context: 'Background',
    wait: 'Nothing to do yet. You can read and think.',
  },

  closed: {
    decided: 'What we decided',
    check_words: 'Check words',
    check_words_hint:
      'Write them down or take a picture. With them anybody can check later that the record was not changed.',
    digest: 'The same in full',
    thanks: 'Thank you for taking part. You can close this page.',
    open: 'No outcome',
    practice: 'For practice: nothing was decided.',
  },

  big_screen: {
    title: 'What is on the big screen',
    join: 'How to join, and who is here',
    waiting: (question: string) => `The question: ${question}`,
    box: {
      proposals: 'Everybody writes proposals',
      questions: 'Everybody writes questions',
      answers: 'Everybody may answer questions',
      ranking: 'Everybody ranks the proposals',
      consent: 'Can you live with this?',
      shortlist: 'Everybody ticks what to go on with',
      safety: 'How safe is it to speak here?',
    } satisfies Record<BoxKind, string>,
    closing: 'It is closed now; the result is shown in a moment',
    proposals: (count: number) => `${plural(count, 'proposal', 'proposals')} side by side`,
    questions: (count: number) => plural(count, 'question', 'questions'),
    standings: 'The standings',
    withheld: 'The result is not shown',
    objections: 'Objections and worries',
    outcome_draft: 'The outcome is being read back',
    outcome: 'The outcome',
    closed: 'What we decided, and the check words',
    planned: (minutes: number) => `Planned for ${plural(minutes, 'minute', 'minutes')}.`,
    last_call: 'Last call.',
    clause_count: (count: number) => plural(count, 'clause', 'clauses'),
  },

  said: {
    now: (title: string) => `The room has moved on: ${title}.`,
    screen: (title: string) => `Now: ${title}.`,
    put_in: 'It is in.',
    held: 'It is kept, and goes in by itself as soon as it can.',
    goes_on: 'It goes on.',
    merged: 'Two proposals were made into one. Whoever minds can say so within a minute.',
    covered: 'Covered.',
    back: 'Connected again.',
    away: 'The organiser’s laptop is not answering. This page keeps trying.',
    last_call: 'Last call: this closes soon.',
  },

  trouble: 'The organiser’s laptop reports:',
  more: 'The big screen and our purpose',
} as const;

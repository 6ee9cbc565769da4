// SPDX-License-Identifier: Apache-2.0
// The messages of net/README.md, version 2, that are said within the channel (channel.ts), as far as a
// delegate or an observer speaks them. The types mirror sessions/view.hpp, sessions/command.hpp and
// sessions/deposit.hpp member by member, in their order; an incoming message is checked against them before it
// is believed.
import { type Checked, Mismatch, flag, list, one_of, optional, shape, text, variant, whole } from './check';

export const protocol_version = 2;

// sessions/text.hpp
export const limits = {
  title: 80,
  text: 2000,
  reason: 1000,
  entries_per_deposit: 3,
  deposit_bytes: 16 * 1024,
  ranked_proposals: 12,
  ticks: 4,
} as const;

// --- views

const stage = one_of('proposals', 'clarification', 'ranking', 'objections', 'outcome');
const box_kind = one_of('proposals', 'questions', 'answers', 'ranking', 'consent', 'shortlist', 'safety');
const step = one_of('level', 'ahead', 'clearly_ahead', 'fifth', 'two_fifths', 'three_fifths');
const key_part = one_of('room', 'ballot');
const outcome_kind = one_of('adopted', 'deferred', 'no_decision');

const organisation_view = shape({ id: whole, name: text, seats: whole, taken: whole });

const outcome_view = shape({
  kind: outcome_kind,
  kind_words: text,
  proposal: optional(whole),
  proposal_title: text,
  text: text,
  reasons: text,
  owner: text,
  review_date: text,
  worries: list(text),
  standing_objections: list(text),
  dissent: text,
  declared: flag,
});

const round_summary = shape({
  id: whole,
  question: text,
  status: one_of('waiting', 'current', 'decided'),
  outcome: optional(outcome_view),
});

const box_view = shape({
  id: whole,
  kind: box_kind,
  state: one_of('opening', 'open', 'closing'),
  task: text,
  promise: text,
  waiting: text,
  ranked: list(whole),
  clauses: whole,
  key: text,
  token: text,
  last_call: flag,
  last_call_seconds_left: optional(whole),
  more_time: flag,
  turnout: whole,
  seats_taken: whole,
});

const proposal_view = shape({
  id: whole,
  number: whole,
  title: text,
  clauses: list(text),
  no_change: flag,
  set_aside: flag,
  set_aside_reason: text,
  earlier: list(shape({ title: text, clauses: list(text), merged_with: optional(whole) })),
});

const question_view = shape({ id: whole, about: optional(whole), text: text, answers: list(text) });

const place = shape({ proposals: list(whole) });

const open_figures = shape({
  warning: text,
  support: list(shape({ proposal: whole, voices: list(text) })),
  agreement: text,
  methods: list(shape({ method: text, places: list(place) })),
});

const standings_view = shape({
  shown: flag,
  not_shown_because: text,
  places: list(place),
  steps: list(step),
  step_words: list(text),
  organisations: whole,
  ballots: whole,
  equal_voice: text,
  thresholds: text,
  why_no_figures: text,
  warning: text,
  figures: optional(open_figures),
});

const shortlist_view = shape({ shown: flag, not_shown_because: text, words: text, chosen: list(whole) });

const safety_view = shape({ shown: flag, words: text, since: whole, asked: whole });

const consent_view = shape({
  proposal: whole,
  asking: whole,
  open: flag,
  not_shown_because: text,
  objections: list(shape({ id: whole, clause: optional(whole), reason: text })),
  worries: list(shape({ clause: optional(whole), reason: text })),
  text_changed_since: flag,
});

const round_view = shape({
  id: whole,
  number: whole,
  question: text,
  context: text,
  stage: stage,
  how_decided: text,
  planned_minutes: whole,
  stage_seconds: whole,
  practice: flag,
  open_results: flag,
  proposals_shown: flag,
  proposals: list(proposal_view),
  questions: list(question_view),
  shortlist: optional(shortlist_view),
  standings: optional(standings_view),
  earlier_standings: optional(standings_view),
  leading: optional(whole),
  leading_because: text,
  askings: list(consent_view),
  outcome: optional(outcome_view),
});

const room_view = shape({
  session_name: text,
  purpose: text,
  group_name: text,
  agreements: list(text),
  rehearsal: flag,
  closed: flag,
  check_words: text,
  digest: text,
  room_code: text,
  join_url: text,
  trouble: text,
  organisations: list(organisation_view),
  seats_taken: whole,
  seats_total: whole,
  anonymous: list(text),
  safety: optional(safety_view),
  box: optional(box_view),
  rounds: list(round_summary),
  round: optional(round_view),
});

// What a device is asked to do for the keys of the open box.
const device_task = variant({
  take_parts: shape({ type: one_of('take_parts'), box: whole, sealed: text }),
  give_part: shape({ type: one_of('give_part'), box: whole, part: key_part, to: text }),
});

const seat_view = shape({
  seat: whole,
  label: text,
  organisation: text,
  deposited: flag,
  sequence: whole, // of that deposit, on whichever device it was made
  entries_allowed: whole, // texts, or ticks, that this seat may put in
  may_keep_apart: flag,
  task: optional(device_task),
  now: text,
  next: text,
});

export type Stage = Checked<typeof stage>;
export type BoxKind = Checked<typeof box_kind>;
export type Step = Checked<typeof step>;
export type OrganisationView = Checked<typeof organisation_view>;
export type OutcomeView = Checked<typeof outcome_view>;
export type RoundSummary = Checked<typeof round_summary>;
export type BoxView = Checked<typeof box_view>;
export type ProposalView = Checked<typeof proposal_view>;
export type QuestionView = Checked<typeof question_view>;
export type OpenFigures = Checked<typeof open_figures>;
export type StandingsPlace = Checked<typeof place>;
export type ShortlistView = Checked<typeof shortlist_view>;
export type SafetyView = Checked<typeof safety_view>;
export type DeviceTask = Checked<typeof device_task>;
export type StandingsView = Checked<typeof standings_view>;
export type ConsentView = Checked<typeof consent_view>;
export type RoundView = Checked<typeof round_view>;
export type RoomView = Checked<typeof room_view>;
export type SeatView = Checked<typeof seat_view>;

// --- from the host

const by_type = {
  welcome: shape({
    type: one_of('welcome'),
    protocol: whole,
    run: text,
    role: one_of('delegate', 'observer', 'facilitator'),
    software: text,
    session_id: text,
    host_key: text,
  }),
  view: shape({ type: one_of('view'), sequence: whole, room: room_view, seat: optional(seat_view) }),
  done: shape({ type: one_of('done'), id: whole, signature: optional(text) }),
  refused: shape({
    type: one_of('refused'),
    id: optional(whole),
    refusal: text,
    sentence: text,
    detail: optional(text),
    signature: optional(text),
  }),
  ping: shape({ type: one_of('ping') }),
  goodbye: shape({ type: one_of('goodbye'), reason: text, sentence: text }),
};

export type HostMessage = Checked<(typeof by_type)[keyof typeof by_type]>;
export type View = Checked<typeof by_type.view>;

// The message in `raw`, or a Mismatch that says what is wrong with it. Never throws.
export function read_message(raw: string): HostMessage | Mismatch {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return new Mismatch('$: expected JSON');
  }
  try {
    const name = shape({ type: text })(value, '$').type;
    if (!Object.prototype.hasOwnProperty.call(by_type, name))
      return new Mismatch('$.type: expected a known message');
    return by_type[name as keyof typeof by_type](value, '$');
  } catch (problem) {
    if (problem instanceof Mismatch) return problem;
    throw problem;
  }
}

// --- to the host

export interface ProposalEntry {
  title: string;
  text: string;
}
export interface QuestionEntry {
  about?: number;
  text: string;
}
export interface AnswerEntry {
  question: number;
  text: string;
}
export type ConsentAnswer = 'nothing' | 'yes' | 'worry' | 'objection' | 'stand_aside';
// `nothing` counts like `in_between`.
export type SafetyAnswer = 'nothing' | 'safe' | 'in_between' | 'not_safe';

// Best first; proposals in one group are level; those left out are "no opinion".
export type Ranking = number[][];

// What a deposit says. Its members stand in the order in which the host writes them (seal.ts).
export type DepositContent =
  | { type: 'proposals'; entries: ProposalEntry[] }
  | { type: 'questions'; entries: QuestionEntry[] }
  | { type: 'answers'; entries: AnswerEntry[] }
  | { type: 'ranking'; ranking: Ranking }
  | { type: 'consent'; answer: ConsentAnswer; clause?: number; reason: string }
  | { type: 'shortlist'; ticks: number[] }
  | { type: 'safety'; answer: SafetyAnswer };

// What any seat can say without anybody learning who did.
export type Signal = 'more_time' | 'please_pause' | 'keep_apart';

export type Command =
  | { type: 'take_seat'; organisation: number; device_key: '' }
  | { type: 'leave_seat' }
  | { type: 'put_deposit'; box: number; sequence: number; blob: string }
  | { type: 'keep_parts'; box: number }
  | { type: 'return_part'; box: number; part: 'room' | 'ballot'; sealed: string }
  | { type: 'raise_signal'; signal: Signal };

export type Role = 'delegate' | 'observer';

export interface Hello {
  type: 'hello';
  protocol: number;
  role: Role;
  client: string;
  room_code?: string;
  seat_key?: string;
  proof?: string;
}

// `command` is the text of the command (command_text), so that what is signed is what is sent.
export type ClientMessage =
  Hello | { type: 'command'; id: number; command: string; signature?: string } | { type: 'pong' };

export function command_text(command: Command): string {
  return JSON.stringify(command);
}

export function write_message(message: ClientMessage): string {
  return JSON.stringify(message);
}

// A room code as people type it, brought into the form in which it is compared: "kdrt-mwpa" becomes
// "KDRTMWPA".
export function tidy_room_code(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

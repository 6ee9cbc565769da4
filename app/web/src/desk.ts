// SPDX-License-Identifier: Apache-2.0
// The person's own work on the open box, as a value. Every function returns the next desk and, where
// something is to be put into the box, a Put. Nothing here stores, seals, sends or draws.
//
// What is kept where:
//   kept    the draft, not acknowledged yet; the caller has it in the window's session storage
//   held    what was put in while the box takes nothing yet (it is being made ready, or the host waits for
//           parts of its key); it goes in by itself as soon as the box takes it
//   given   what was acknowledged; in this window's memory only and never drawn, so that the device can put
//           it in once more at the last call, or offer it again when a restarted host lost its boxes
// A reload forgets `given` by design.
import {
  type DepositRules,
  type Draft,
  blank,
  content_of,
  draft_of,
  is_blank,
  no_rules,
  nothing,
  rules_of,
} from './drafts';
import type { BoxKind, DepositContent, RoomView, SeatView } from './protocol';

// Deposits of a person or of the device count from here. Below it nothing can ever be accepted after another
// deposit: that is where cover comes from (see `settle`).
export const first_sequence = 2;
export const cover_sequence = 1;

export interface BoxKey {
  id: number;
  kind: BoxKind;
  round: number; // 0: asked before the first round
  proposal: number | null; // consent: what is asked about
  token: string; // empty while the box is being made ready
}

export interface KeptDraft {
  run: string;
  box: BoxKey;
  draft: Draft;
  held: boolean; // the person has put it in
  sent: { sequence: number; blob: string } | null; // it is on its way like this
}

export type Giver = 'person' | 'device';

export interface Desk {
  run: string;
  box: BoxKey | null;
  rules: DepositRules;
  takes: boolean; // the box takes deposits, as far as is known
  kept: KeptDraft | null;
  held: { content: DepositContent; by: Giver; resting: boolean } | null; // resting: not before `rested`
  given: { content: DepositContent; by: Giver } | null;
  deposited: boolean; // the host says that something of this seat is in the box
  editing: boolean; // the person asked to change what is in
  sending: {
    command: number;
    sequence: number;
    content: DepositContent;
    by: Giver;
    was_held: boolean;
  } | null;
  lost: DepositContent | null; // was in the box of a host that was restarted
  restarted: boolean; // the host was restarted under this work
  last_call: boolean;
  last_call_answered: boolean;
  refused: string; // the host's sentence, until the next attempt
}

// `sequence` is there where it must be a certain one, else the device counts on; `blob` where the very same
// deposit goes again.
export interface Put {
  content: DepositContent;
  by: Giver | 'cover';
  sequence?: number;
  blob?: string;
}
export interface Turn {
  desk: Desk;
  put: Put | null;
}

export function empty_desk(kept: KeptDraft | null = null): Desk {
  return {
    run: kept?.run ?? '',
    box: null,
    rules: no_rules,
    takes: false,
    kept,
    held: null,
    given: null,
    deposited: false,
    editing: false,
    sending: null,
    lost: null,
    restarted: false,
    last_call: false,
    last_call_answered: false,
    refused: '',
  };
}

export function box_key(room: RoomView, seat: SeatView | undefined): BoxKey | null {
  const { box, round } = room;
  if (!seat || !box) return null;
  const proposal = box.kind === 'consent' ? (round?.askings.at(-1)?.proposal ?? null) : null;
  return { id: box.id, kind: box.kind, round: round?.id ?? 0, proposal, token: box.token };
}

export function same_matter(one: BoxKey, other: BoxKey): boolean {
  return one.kind === other.kind && one.round === other.round && one.proposal === other.proposal;
}

// The same box, also one that a restarted host has found again. Another session can have a box of this
// number too; the token tells them apart.
export function same_box(one: BoxKey, other: BoxKey): boolean {
  const same_token = one.token === other.token || one.token === '' || other.token === '';
  return one.id === other.id && same_matter(one, other) && same_token;
}

export function takes_deposits(room: RoomView): boolean {
  return room.box?.state === 'open' && room.box.waiting === '';
}

export function is_text_box(kind: BoxKind): boolean {
  return kind === 'proposals' || kind === 'questions' || kind === 'answers';
}

// In these silence would be an answer of the room, or tell who wrote.
function answers_last_call(kind: BoxKind): boolean {
  return is_text_box(kind) || kind === 'consent' || kind === 'safety';
}

// Whether a draft for an earlier box is still one for this box. After a restart the host may have opened the
// box anew. In the same run a new box is a new question, where a ranking or an answer starts anew; a text is
// worth keeping.
function carries(kept: KeptDraft, run: string, box: BoxKey): boolean {
  if (!same_matter(kept.box, box)) return false;
  return same_box(kept.box, box) || kept.run !== run || is_text_box(box.kind);
}

type Now = Pick<Desk, 'run' | 'rules' | 'takes' | 'deposited' | 'last_call'>;

export function viewed(desk: Desk, run: string, room: RoomView, seat: SeatView | undefined): Turn {
  const box = box_key(room, seat);
  const now: Now = {
    run,
    rules: rules_of(room, seat),
    takes: takes_deposits(room),
    deposited: seat?.deposited ?? false,
    last_call: room.box?.last_call ?? false,
  };
  if (box === null) {
    // A closed box leaves nothing behind but an unfinished draft, which waits for a box of the same matter.
    const kept = desk.kept && { ...desk.kept, held: false, sent: null };
    return { desk: { ...empty_desk(kept), run, deposited: now.deposited }, put: null };
  }
  if (desk.box && same_box(desk.box, box)) {
    const held = desk.held && now.takes && !desk.takes ? { ...desk.held, resting: false } : desk.held;
    const lost = now.deposited ? null : desk.lost;
    return settle({ ...desk, ...now, box, held, lost });
  }
  return arrive(desk, now, box);
}

function arrive(desk: Desk, now: Now, box: BoxKey): Turn {
  const kept = desk.kept && carries(desk.kept, now.run, box) ? desk.kept : null;
  const is_same = kept !== null && same_box(kept.box, box);
  const reopened = desk.box !== null && desk.run !== now.run && same_matter(desk.box, box);
  const held = reopened ? on_its_way(desk) : held_before_reload(kept, is_same, now);
  const was_given = desk.given?.by === 'person' ? desk.given.content : desk.lost;
  const lost = reopened && !now.deposited && !kept && !held ? was_given : null;
  const next: Desk = {
    ...empty_desk(),
    ...now,
    box,
    kept: kept && { ...kept, run: now.run, box, held: held !== null, sent: is_same ? kept.sent : null },
    held,
    lost,
    restarted: lost !== null || (kept !== null && !held && kept.run !== now.run),
  };
  // The page was reloaded while a deposit was on its way: the very same again, which the host knows as a
  // retry.
  if (next.kept?.sent) {
    const content = content_of(next.kept.draft, now.rules);
    return { desk: { ...next, held: null }, put: { content, by: 'person', ...next.kept.sent } };
  }
  return settle(next);
}

// What the person has put in and nobody has acknowledged, when the host has opened the box anew.
function on_its_way(desk: Desk): Desk['held'] {
  const { held, sending } = desk;
  if (held?.by === 'person') return { ...held, resting: false };
  return sending?.by === 'person' ? { content: sending.content, by: 'person', resting: false } : null;
}

function held_before_reload(kept: KeptDraft | null, is_same: boolean, now: Now): Desk['held'] {
  const is_held = kept?.held === true && (is_same || kept.run !== now.run);
  return is_held ? { content: content_of(kept.draft, now.rules), by: 'person', resting: false } : null;
}

// What the device does by itself: what is held goes in once the box takes it; and at the last call every
// device deposits once more, so that silence looks like speech: what it put in before, or nothing. A device
// that was reloaded no longer knows what it put in; anything else would replace it, so it sends a deposit
// that comes too late to be accepted and only looks like the others.
function settle(desk: Desk): Turn {
  if (!desk.box || !desk.takes || desk.sending) return { desk, put: null };
  if (desk.held) {
    const { content, by, resting } = desk.held;
    return { desk, put: resting ? null : { content, by } };
  }
  if (!answers_last_call(desk.box.kind) || !desk.last_call || desk.last_call_answered)
    return { desk, put: null };
  const answered = { ...desk, last_call_answered: true };
  if (desk.given) return { desk: answered, put: { content: desk.given.content, by: desk.given.by } };
  const empty = nothing(desk.box.kind);
  if (desk.deposited)
    return { desk: answered, put: { content: empty, by: 'cover', sequence: cover_sequence } };
  return { desk: answered, put: { content: empty, by: 'device' } };
}

// Some seconds after a box did not take what it was given: once more.
export function rested(desk: Desk): Turn {
  return desk.held?.resting
    ? settle({ ...desk, held: { ...desk.held, resting: false } })
    : { desk, put: null };
}

// --- what the person does

export function draft_at_hand(desk: Desk): Draft | null {
  return desk.box && desk.kept && same_matter(desk.kept.box, desk.box) ? desk.kept.draft : null;
}

function kept_for(desk: Desk, draft: Draft): KeptDraft | null {
  if (!desk.box || is_blank(draft)) return null;
  return { run: desk.run, box: desk.box, draft, held: false, sent: null };
}

export function write(desk: Desk, draft: Draft): Desk {
  if (!desk.box || desk.box.kind !== draft.kind) return desk;
  return { ...desk, kept: kept_for(desk, draft), editing: true, refused: '' };
}

export function put_in(desk: Desk, content: DepositContent): Turn {
  if (!desk.box || desk.box.kind !== content.type) return { desk, put: null };
  if (desk.takes) return { desk: { ...desk, refused: '' }, put: { content, by: 'person' } };
  return { desk: hold(desk, content, 'person', false), put: null };
}

function hold(desk: Desk, content: DepositContent, by: Giver, resting: boolean): Desk {
  const held = { content, by, resting };
  if (by === 'device' || !desk.box) return { ...desk, sending: null, held };
  const kept = { run: desk.run, box: desk.box, draft: draft_of(content), held: true, sent: null };
  return { ...desk, sending: null, held, kept, editing: false, lost: null, refused: '' };
}

// A new start: a text that this window remembers can be changed; a ranking or an answer begins from neutral.
export function change(desk: Desk): Desk {
  if (!desk.box) return desk;
  const content =
    desk.held?.by === 'person' ? desk.held.content : desk.given?.by === 'person' ? desk.given.content : null;
  const draft = content && is_text_box(desk.box.kind) ? draft_of(content) : blank(desk.box.kind);
  return { ...desk, held: null, kept: kept_for(desk, draft), editing: true, refused: '' };
}

// "Leave it as it is": what is in stays in, the draft goes.
export function keep_as_it_is(desk: Desk): Desk {
  return { ...desk, kept: null, editing: false, refused: '' };
}

export function put_lost_again(desk: Desk): Turn {
  return desk.lost ? put_in(desk, desk.lost) : { desk, put: null };
}

// Brings a lost text back as a draft; a lost ranking or answer is not shown, it starts anew.
export function reopen_lost(desk: Desk): Desk {
  if (!desk.lost || !desk.box) return desk;
  const draft = is_text_box(desk.box.kind) ? draft_of(desk.lost) : blank(desk.box.kind);
  return { ...desk, lost: null, kept: kept_for(desk, draft), editing: true };
}

// --- what became of a Put

export function sent(desk: Desk, put: Put, command: number, sequence: number, blob: string): Desk {
  if (put.by === 'cover') return desk;
  const was_held = put.by === 'person' && desk.held?.by === 'person';
  const kept =
    put.by === 'person' && desk.box
      ? {
          run: desk.run,
          box: desk.box,
          draft: draft_of(put.content),
          held: was_held,
          sent: { sequence, blob },
        }
      : desk.kept;
  const sending = { command, sequence, content: put.content, by: put.by, was_held };
  const held = put.by === desk.held?.by ? null : desk.held;
  return { ...desk, kept, held, sending };
}

// It could not even be sealed: the key of the box is not there yet, or none.
export function not_sent(desk: Desk, put: Put): Desk {
  return put.by === 'cover' ? desk : hold(desk, put.content, put.by, true);
}

export function acknowledged(desk: Desk, command: number): Turn {
  const sending = desk.sending;
  if (!sending || sending.command !== command) return { desk, put: null };
  const by_person = sending.by === 'person';
  const next: Desk = {
    ...desk,
    sending: null,
    given: { content: sending.content, by: sending.by },
    deposited: true,
  };
  if (!by_person) return settle(next);
  return settle({
    ...next,
    kept: null,
    held: null,
    editing: false,
    lost: null,
    restarted: false,
    refused: '',
  });
}

// The box, or the host, takes nothing at the moment; later it will.
const for_now = ['box_opening', 'box_waiting', 'not_saving', 'too_fast'];

export function was_refused(desk: Desk, command: number, refusal: string, sentence: string): Turn {
  const sending = desk.sending;
  if (!sending || sending.command !== command) return { desk, put: null };
  const { content, by } = sending;
  if (for_now.includes(refusal)) return { desk: hold(desk, content, by, true), put: null };
  const kept = desk.kept && { ...desk.kept, held: false, sent: null };
  const next: Desk = { ...desk, kept, sending: null };
  if (by === 'device') return settle(next);
  // Another device held this seat in this box before: count on from well above it.
  if (refusal === 'stale_sequence' && sending.sequence < 100_000) {
    return { desk: next, put: { content, by: 'person', sequence: sending.sequence + 1000 } };
  }
  return settle({ ...next, refused: sentence });
}

// The connection was given up for good: what was on its way is a draft again.
export function connection_gone(desk: Desk): Desk {
  return { ...desk, sending: null, kept: desk.kept && { ...desk.kept, sent: null } };
}

// --- what the screen asks

export type Face = 'form' | 'held' | 'in' | 'lost';

export function face(desk: Desk): Face {
  if (desk.lost) return 'lost';
  if (desk.held?.by === 'person' || desk.sending?.was_held) return 'held';
  if (desk.editing || draft_at_hand(desk)) return 'form';
  if (desk.given) return desk.given.by === 'person' ? 'in' : 'form';
  return desk.deposited ? 'in' : 'form';
}

export function is_sending(desk: Desk): boolean {
  return desk.sending?.by === 'person';
}

// Puts a draft back together from storage, which can hold anything.
export function read_kept(value: unknown, read_draft: (value: unknown) => Draft | null): KeptDraft | null {
  if (typeof value !== 'object' || value === null) return null;
  const kept = value as Record<string, unknown>;
  const draft = read_draft(kept.draft);
  const box = kept.box as Record<string, unknown> | null | undefined;
  if (!draft || typeof box !== 'object' || box === null || box.kind !== draft.kind) return null;
  if (typeof kept.run !== 'string' || !Number.isSafeInteger(box.id) || !Number.isSafeInteger(box.round))
    return null;
  const key: BoxKey = {
    id: box.id as number,
    kind: draft.kind,
    round: box.round as number,
    proposal: Number.isSafeInteger(box.proposal) ? (box.proposal as number) : null,
    token: typeof box.token === 'string' ? box.token : '',
  };
  const sent = kept.sent as Record<string, unknown> | null | undefined;
  const on_its_way =
    typeof sent === 'object' &&
    sent !== null &&
    Number.isSafeInteger(sent.sequence) &&
    typeof sent.blob === 'string'
      ? { sequence: sent.sequence as number, blob: sent.blob }
      : null;
  return { run: kept.run, box: key, draft, held: kept.held === true, sent: on_its_way };
}

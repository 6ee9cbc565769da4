// SPDX-License-Identifier: Apache-2.0
// The person's own work on the open box, as a value. Every function returns the next desk and, where
// something is to be put into the box, a Put. Nothing here stores, sends or draws.
//
// What is kept where:
//   kept    the draft, not acknowledged yet; the caller has it in the window's session storage
//   given   what was acknowledged; in this window's memory only and never drawn, so that the device can put
//           it in once more at the last call, or offer it again when a restarted host lost its boxes
// A reload forgets `given` by design.
import { type Draft, blank, content_of, draft_of, is_blank, nothing } from './drafts';
import type { BoxKind, DepositContent, RoomView, SeatView } from './protocol';

// Deposits of a person or of the device count from here. Below it nothing can ever be accepted after another
// deposit: that is where cover comes from (see `answer_last_call`).
export const first_sequence = 2;
export const cover_sequence = 1;

export interface BoxKey {
  id: number;
  kind: BoxKind;
  round: number;
  proposal: number | null; // consent: what is asked about
}

export interface KeptDraft {
  run: string;
  box: BoxKey;
  draft: Draft;
  sequence: number | null; // while it is on its way
}

export interface Desk {
  run: string;
  box: BoxKey | null;
  kept: KeptDraft | null;
  given: { content: DepositContent; by: 'person' | 'device' } | null;
  deposited: boolean; // the host says that something of this seat is in the box
  editing: boolean; // the person asked to change what is in
  sending: { command: number; sequence: number; content: DepositContent; by: 'person' | 'device' } | null;
  lost: DepositContent | null; // was in the box of a host that was restarted
  restarted: boolean; // the host was restarted under this work
  last_call: boolean;
  last_call_answered: boolean;
  refused: string; // the host's sentence, until the next attempt
}

// `sequence` is there where it must be a certain one; else the device counts on.
export interface Put {
  content: DepositContent;
  by: 'person' | 'device' | 'cover';
  sequence?: number;
}
export interface Turn {
  desk: Desk;
  put: Put | null;
}

export function empty_desk(kept: KeptDraft | null = null): Desk {
  return {
    run: kept?.run ?? '',
    box: null,
    kept,
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
  const round = room.round;
  if (!seat || !round?.box) return null;
  const proposal = round.box.kind === 'consent' ? (round.askings.at(-1)?.proposal ?? null) : null;
  return { id: round.box.id, kind: round.box.kind, round: round.id, proposal };
}

export function same_matter(one: BoxKey, other: BoxKey): boolean {
  return one.kind === other.kind && one.round === other.round && one.proposal === other.proposal;
}

function is_text_box(kind: BoxKind): boolean {
  return kind === 'proposals' || kind === 'questions' || kind === 'answers';
}

// Whether a draft for an earlier box is still one for this box. After a restart of the host the box has a new
// id. In the same run a new box is a new question, where a ranking or an answer starts anew; a text is worth
// keeping.
function carries(kept: KeptDraft, run: string, box: BoxKey): boolean {
  if (!same_matter(kept.box, box)) return false;
  return (kept.run === run && kept.box.id === box.id) || kept.run !== run || is_text_box(box.kind);
}

export function viewed(desk: Desk, run: string, room: RoomView, seat: SeatView | undefined): Turn {
  const box = box_key(room, seat);
  const last_call = room.round?.box?.last_call ?? false;
  const deposited = seat?.deposited ?? false;
  if (desk.run === run && desk.box?.id === box?.id && desk.box !== null) {
    return settle({ ...desk, deposited, last_call });
  }
  if (box === null) {
    // A closed box leaves nothing behind but an unfinished draft, which waits for a box of the same matter.
    const kept = desk.kept && { ...desk.kept, sequence: null };
    return { desk: { ...empty_desk(kept), run, deposited }, put: null };
  }
  return arrive(desk, run, box, deposited, last_call);
}

function arrive(desk: Desk, run: string, box: BoxKey, deposited: boolean, last_call: boolean): Turn {
  const kept = desk.kept && carries(desk.kept, run, box) ? desk.kept : null;
  const same_box = kept !== null && kept.run === run && kept.box.id === box.id;
  const another_run = desk.box !== null && desk.run !== run && same_matter(desk.box, box);
  const was_given = desk.given?.by === 'person' ? desk.given.content : desk.lost;
  const lost = another_run && !deposited && !kept ? was_given : null;
  const next: Desk = {
    ...empty_desk(),
    run,
    box,
    kept: kept && { ...kept, run, box, sequence: same_box ? kept.sequence : null },
    deposited,
    lost,
    restarted: lost !== null || (kept !== null && kept.run !== run),
    last_call,
  };
  // The page was reloaded while a deposit was on its way: the same one again, which the host knows as a
  // retry.
  if (next.kept && next.kept.sequence !== null) {
    return {
      desk: next,
      put: { content: content_of(next.kept.draft), by: 'person', sequence: next.kept.sequence },
    };
  }
  return settle(next);
}

// At the last call every device deposits once more by itself, so that silence looks like speech: what it put
// in before, or nothing. A device that was reloaded no longer knows what it put in; anything else would
// replace it, so it sends a deposit that comes too late to be accepted and only looks like the others.
function settle(desk: Desk): Turn {
  if (
    !desk.box ||
    desk.box.kind === 'ranking' ||
    !desk.last_call ||
    desk.last_call_answered ||
    desk.sending
  ) {
    return { desk, put: null };
  }
  const answered = { ...desk, last_call_answered: true };
  if (desk.given) return { desk: answered, put: { content: desk.given.content, by: desk.given.by } };
  const empty = nothing(desk.box.kind);
  if (desk.deposited)
    return { desk: answered, put: { content: empty, by: 'cover', sequence: cover_sequence } };
  return { desk: answered, put: { content: empty, by: 'device' } };
}

// --- what the person does

export function draft_at_hand(desk: Desk): Draft | null {
  return desk.box && desk.kept && same_matter(desk.kept.box, desk.box) ? desk.kept.draft : null;
}

export function write(desk: Desk, draft: Draft): Desk {
  if (!desk.box || desk.box.kind !== draft.kind) return desk;
  const kept = is_blank(draft) ? null : { run: desk.run, box: desk.box, draft, sequence: null };
  return { ...desk, kept, editing: true, refused: '' };
}

export function put_in(desk: Desk, content: DepositContent): Turn {
  if (!desk.box || desk.box.kind !== content.type) return { desk, put: null };
  return { desk: { ...desk, refused: '' }, put: { content, by: 'person' } };
}

// A new start: a text that this window remembers can be changed; a ranking or an answer begins from neutral.
export function change(desk: Desk): Desk {
  if (!desk.box) return desk;
  const remembered =
    is_text_box(desk.box.kind) && desk.given?.by === 'person' ? draft_of(desk.given.content) : null;
  const draft = remembered ?? blank(desk.box.kind);
  const kept = is_blank(draft) ? null : { run: desk.run, box: desk.box, draft, sequence: null };
  return { ...desk, kept, editing: true, refused: '' };
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
  const kept = is_blank(draft) ? null : { run: desk.run, box: desk.box, draft, sequence: null };
  return { ...desk, lost: null, kept, editing: true };
}

// --- what became of a Put

export function sent(desk: Desk, put: Put, command: number, sequence: number): Desk {
  if (put.by === 'cover') return desk;
  const kept = desk.kept && put.by === 'person' ? { ...desk.kept, sequence } : desk.kept;
  return { ...desk, kept, sending: { command, sequence, content: put.content, by: put.by } };
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
  return settle({ ...next, kept: null, editing: false, lost: null, restarted: false, refused: '' });
}

export function was_refused(desk: Desk, command: number, refusal: string, sentence: string): Turn {
  const sending = desk.sending;
  if (!sending || sending.command !== command) return { desk, put: null };
  const kept = desk.kept && { ...desk.kept, sequence: null };
  const next: Desk = { ...desk, kept, sending: null };
  if (sending.by === 'device') return { desk: next, put: null };
  // Another device held this seat in this box before: count on from well above it.
  if (refusal === 'stale_sequence' && sending.sequence < 100_000) {
    return { desk: next, put: { content: sending.content, by: 'person', sequence: sending.sequence + 1000 } };
  }
  return settle({ ...next, refused: sentence });
}

// The connection was given up for good: what was on its way is a draft again.
export function connection_gone(desk: Desk): Desk {
  return { ...desk, sending: null, kept: desk.kept && { ...desk.kept, sequence: null } };
}

// --- what the screen asks

export type Face = 'form' | 'in' | 'lost';

export function face(desk: Desk): Face {
  if (desk.lost) return 'lost';
  if (desk.editing || draft_at_hand(desk)) return 'form';
  if (desk.given) return desk.given.by === 'person' ? 'in' : 'form';
  return desk.deposited ? 'in' : 'form';
}

export function is_sending(desk: Desk): boolean {
  return desk.sending?.by === 'person';
}

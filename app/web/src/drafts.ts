// SPDX-License-Identifier: Apache-2.0
// What a person is writing before it is put in, one shape for each kind of box, and how it becomes a deposit.
// A draft holds text exactly as typed; cleaning happens only on the way out.
//
// Nobody can look into a deposit before its box is opened, and one that is not allowed counts as nothing
// then. So everything that the host would check (sessions/check_deposit.cpp) is checked here.
import {
  type BoxKind,
  type DepositContent,
  type Ranking,
  type RoomView,
  type SafetyAnswer,
  type SeatView,
  limits,
} from './protocol';
import { only } from './ranking';
import { json_bytes_most, json_of } from './seal';
import { type Lines, character_count, clean_text } from './text';

export interface ProposalDraft {
  title: string;
  text: string;
}
export interface QuestionDraft {
  about: number | null;
  text: string;
}
export interface AnswerDraft {
  question: number;
  text: string;
}
export type Answer = 'yes' | 'worry' | 'objection' | 'stand_aside';

export type Draft =
  | { kind: 'proposals'; entries: ProposalDraft[] }
  | { kind: 'questions'; entries: QuestionDraft[] }
  | { kind: 'answers'; entries: AnswerDraft[] }
  | { kind: 'ranking'; ranking: Ranking }
  | { kind: 'consent'; answer: Answer | null; clause: number | null; reason: string }
  | { kind: 'shortlist'; ticks: number[] }
  | { kind: 'safety'; answer: SafetyAnswer | null };

// What may stand in a deposit for the open box: public facts, as in sessions/deposit.hpp.
export interface DepositRules {
  ranked: readonly number[]; // ranked or ticked, ascending
  proposals: readonly number[]; // what questions may be about
  questions: readonly number[];
  entries: number; // texts, or ticks, of one deposit
  clauses: number; // consent: of the proposal asked about
}

export const no_rules: DepositRules = { ranked: [], proposals: [], questions: [], entries: 0, clauses: 0 };

export function rules_of(room: RoomView, seat: SeatView | undefined): DepositRules {
  const { box, round } = room;
  if (!box) return no_rules;
  return {
    ranked: box.ranked,
    proposals: round?.proposals.map((proposal) => proposal.id) ?? [],
    questions: round?.questions.map((question) => question.id) ?? [],
    entries: seat?.entries_allowed ?? 0,
    clauses: box.clauses,
  };
}

export type DraftOf<Kind extends BoxKind> = Extract<Draft, { kind: Kind }>;

export function blank<Kind extends BoxKind>(kind: Kind): DraftOf<Kind> {
  const blanks: { [K in BoxKind]: DraftOf<K> } = {
    proposals: { kind: 'proposals', entries: [{ title: '', text: '' }] },
    questions: { kind: 'questions', entries: [{ about: null, text: '' }] },
    answers: { kind: 'answers', entries: [] },
    ranking: { kind: 'ranking', ranking: [] },
    consent: { kind: 'consent', answer: null, clause: null, reason: '' },
    shortlist: { kind: 'shortlist', ticks: [] },
    safety: { kind: 'safety', answer: null },
  };
  return blanks[kind];
}

export function is_blank(draft: Draft): boolean {
  switch (draft.kind) {
    case 'proposals':
      return draft.entries.every((entry) => !entry.title.trim() && !entry.text.trim());
    case 'questions':
    case 'answers':
      return draft.entries.every((entry) => !entry.text.trim());
    case 'ranking':
      return draft.ranking.length === 0;
    case 'consent':
      return draft.answer === null && !draft.reason.trim();
    case 'shortlist':
      return draft.ticks.length === 0;
    case 'safety':
      return draft.answer === null;
  }
}

// The deposit of somebody who has nothing to put in. Looks like any other.
export function nothing(kind: BoxKind): DepositContent {
  switch (kind) {
    case 'ranking':
      return { type: 'ranking', ranking: [] };
    case 'consent':
      return { type: 'consent', answer: 'nothing', reason: '' };
    case 'shortlist':
      return { type: 'shortlist', ticks: [] };
    case 'safety':
      return { type: 'safety', answer: 'nothing' };
    default:
      return { type: kind, entries: [] };
  }
}

export function needs_reason(answer: Answer | null): boolean {
  return answer === 'worry' || answer === 'objection';
}

function cleaned_entries<Entry extends { text: string }>(entries: readonly Entry[], lines: Lines = 'many') {
  return entries
    .map((entry) => ({ ...entry, text: clean_text(entry.text, lines) }))
    .filter((entry) => entry.text !== '');
}

// What is put in, clean and only what `rules` allow. Its members stand in the order of DepositContent.
export function content_of(draft: Draft, rules: DepositRules): DepositContent {
  switch (draft.kind) {
    case 'proposals':
      return {
        type: 'proposals',
        entries: draft.entries
          .map(({ title, text }) => ({ title: clean_text(title, 'one'), text: clean_text(text, 'many') }))
          .filter((entry) => entry.title || entry.text),
      };
    case 'questions':
      return {
        type: 'questions',
        entries: cleaned_entries(draft.entries).map(({ about, text }) =>
          about === null || !rules.proposals.includes(about) ? { text } : { about, text },
        ),
      };
    case 'answers':
      return {
        type: 'answers',
        entries: cleaned_entries(draft.entries)
          .filter((entry) => rules.questions.includes(entry.question))
          .map(({ question, text }) => ({ question, text })),
      };
    case 'ranking':
      return { type: 'ranking', ranking: only(draft.ranking, rules.ranked) };
    case 'consent': {
      const answer = draft.answer ?? 'nothing';
      if (!needs_reason(draft.answer)) return { type: 'consent', answer, reason: '' };
      const { clause } = draft;
      const names_clause = clause !== null && clause >= 1 && clause <= rules.clauses;
      const reason = clean_text(draft.reason, 'many');
      return { type: 'consent', answer, ...(names_clause ? { clause } : {}), reason };
    }
    case 'shortlist':
      return { type: 'shortlist', ticks: draft.ticks.filter((tick) => rules.ranked.includes(tick)) };
    case 'safety':
      return { type: 'safety', answer: draft.answer ?? 'nothing' };
  }
}

// The other way round, for changing a text that this window still remembers.
export function draft_of(content: DepositContent): Draft {
  switch (content.type) {
    case 'proposals':
      return content.entries.length
        ? { kind: 'proposals', entries: content.entries.map((entry) => ({ ...entry })) }
        : blank('proposals');
    case 'questions':
      return content.entries.length
        ? {
            kind: 'questions',
            entries: content.entries.map((entry) => ({ about: entry.about ?? null, text: entry.text })),
          }
        : blank('questions');
    case 'answers':
      return { kind: 'answers', entries: content.entries.map((entry) => ({ ...entry })) };
    case 'ranking':
      return { kind: 'ranking', ranking: content.ranking };
    case 'consent':
      return {
        kind: 'consent',
        answer: content.answer === 'nothing' ? null : content.answer,
        clause: content.clause ?? null,
        reason: content.reason,
      };
    case 'shortlist':
      return { kind: 'shortlist', ticks: content.ticks };
    case 'safety':
      return { kind: 'safety', answer: content.answer };
  }
}

// Why a draft can not be put in as it is. `entry` counts from 0.
export type Field = 'title' | 'text' | 'reason' | 'answer';
export type Problem =
  | { field: Field; entry: number; what: 'missing' }
  | { field: Field; entry: number; what: 'too_long'; by: number }
  | { field: Field; entry: number; what: 'too_many' } // more texts or ticks than a deposit may have
  | { field: Field; entry: number; what: 'too_large' }; // every text is short enough, but not all together

function too_long(field: Field, entry: number, typed: string, most: number, lines: Lines): Problem[] {
  const by = character_count(typed, lines) - most;
  return by > 0 ? [{ field, entry, what: 'too_long', by }] : [];
}

function problems_of_texts(draft: Draft): Problem[] {
  switch (draft.kind) {
    case 'proposals':
      return draft.entries.flatMap((proposal, entry) => {
        const untitled = clean_text(proposal.text, 'many') && !clean_text(proposal.title, 'one');
        return [
          ...(untitled ? [{ field: 'title', entry, what: 'missing' } as const] : []),
          ...too_long('title', entry, proposal.title, limits.title, 'one'),
          ...too_long('text', entry, proposal.text, limits.text, 'many'),
        ];
      });
    case 'questions':
    case 'answers':
      return draft.entries.flatMap((one, entry) => too_long('text', entry, one.text, limits.reason, 'many'));
    case 'consent': {
      if (draft.answer === null) return [{ field: 'answer', entry: 0, what: 'missing' }];
      if (!needs_reason(draft.answer)) return [];
      if (!clean_text(draft.reason, 'many')) return [{ field: 'reason', entry: 0, what: 'missing' }];
      return too_long('reason', 0, draft.reason, limits.reason, 'many');
    }
    case 'safety':
      return draft.answer === null ? [{ field: 'answer', entry: 0, what: 'missing' }] : [];
    case 'ranking':
    case 'shortlist':
      return [];
  }
}

export function problems_of(draft: Draft, rules: DepositRules): Problem[] {
  const problems = problems_of_texts(draft);
  if (problems.length) return problems;
  const content = content_of(draft, rules);
  const field = draft.kind === 'consent' ? 'reason' : 'text';
  const entries =
    'entries' in content ? content.entries.length : content.type === 'shortlist' ? content.ticks.length : 0;
  if (entries > rules.entries) return [{ field, entry: rules.entries, what: 'too_many' }];
  if (content.type !== 'ranking' && json_of(content).length > json_bytes_most(content.type))
    return [{ field, entry: Math.max(0, entries - 1), what: 'too_large' }];
  return [];
}

// A draft that was kept as JSON, or null when it is not one: storage can hold anything.
export function read_draft(value: unknown): Draft | null {
  if (typeof value !== 'object' || value === null) return null;
  const draft = value as Record<string, unknown>;
  const is_text = (one: unknown): one is string => typeof one === 'string';
  const is_id = (one: unknown): one is number => Number.isSafeInteger(one);
  const id_or_null = (one: unknown): one is number | null => one === null || is_id(one);
  const entries_are = (right: (entry: Record<string, unknown>) => boolean): boolean =>
    Array.isArray(draft.entries) &&
    draft.entries.every(
      (entry: unknown) => typeof entry === 'object' && entry !== null && right({ ...entry }),
    );
  switch (draft.kind) {
    case 'proposals':
      return entries_are((entry) => is_text(entry.title) && is_text(entry.text)) ? (value as Draft) : null;
    case 'questions':
      return entries_are((entry) => id_or_null(entry.about) && is_text(entry.text)) ? (value as Draft) : null;
    case 'answers':
      return entries_are((entry) => is_id(entry.question) && is_text(entry.text)) ? (value as Draft) : null;
    case 'ranking':
      return Array.isArray(draft.ranking) &&
        draft.ranking.every((place: unknown) => Array.isArray(place) && place.every(is_id))
        ? (value as Draft)
        : null;
    case 'consent':
      return [null, 'yes', 'worry', 'objection', 'stand_aside'].includes(draft.answer as string | null) &&
        id_or_null(draft.clause) &&
        is_text(draft.reason)
        ? (value as Draft)
        : null;
    case 'shortlist':
      return Array.isArray(draft.ticks) && draft.ticks.every(is_id) ? (value as Draft) : null;
    case 'safety':
      return [null, 'nothing', 'safe', 'in_between', 'not_safe'].includes(draft.answer as string | null)
        ? (value as Draft)
        : null;
    default:
      return null;
  }
}

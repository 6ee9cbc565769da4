// SPDX-License-Identifier: Apache-2.0
// What a person is writing before it is put in, one shape for each kind of box, and how it becomes a deposit.
// A draft holds text exactly as typed; tidying happens only on the way out, and the host does it again.
import { type BoxKind, type DepositContent, type Ranking, limits } from './protocol';

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
  | { kind: 'consent'; answer: Answer | null; clause: number | null; reason: string };

export type DraftOf<Kind extends BoxKind> = Extract<Draft, { kind: Kind }>;

export function blank<Kind extends BoxKind>(kind: Kind): DraftOf<Kind> {
  const blanks: { [K in BoxKind]: DraftOf<K> } = {
    proposals: { kind: 'proposals', entries: [{ title: '', text: '' }] },
    questions: { kind: 'questions', entries: [{ about: null, text: '' }] },
    answers: { kind: 'answers', entries: [] },
    ranking: { kind: 'ranking', ranking: [] },
    consent: { kind: 'consent', answer: null, clause: null, reason: '' },
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
  }
}

// The deposit of somebody who has nothing to put in. Looks like any other.
export function nothing(kind: BoxKind): DepositContent {
  switch (kind) {
    case 'ranking':
      return { type: 'ranking', ranking: [] };
    case 'consent':
      return { type: 'consent', answer: 'nothing', reason: '' };
    default:
      return { type: kind, entries: [] };
  }
}

export function needs_reason(answer: Answer | null): boolean {
  return answer === 'worry' || answer === 'objection';
}

export function content_of(draft: Draft): DepositContent {
  switch (draft.kind) {
    case 'proposals':
      return {
        type: 'proposals',
        entries: draft.entries
          .map((entry) => ({ title: entry.title.trim(), text: entry.text.trim() }))
          .filter((entry) => entry.title || entry.text),
      };
    case 'questions':
      return {
        type: 'questions',
        entries: draft.entries
          .filter((entry) => entry.text.trim())
          .map((entry) => ({
            ...(entry.about === null ? {} : { about: entry.about }),
            text: entry.text.trim(),
          })),
      };
    case 'answers':
      return {
        type: 'answers',
        entries: draft.entries
          .filter((entry) => entry.text.trim())
          .map((entry) => ({ question: entry.question, text: entry.text.trim() })),
      };
    case 'ranking':
      return { type: 'ranking', ranking: draft.ranking };
    case 'consent': {
      if (!needs_reason(draft.answer))
        return { type: 'consent', answer: draft.answer ?? 'nothing', reason: '' };
      const clause = draft.clause === null ? {} : { clause: draft.clause };
      return { type: 'consent', answer: draft.answer ?? 'nothing', ...clause, reason: draft.reason.trim() };
    }
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
  }
}

// Characters as the host counts them: code points of the composed form, without blanks at the ends.
export function character_count(typed: string): number {
  return [...typed.normalize('NFC').trim()].length;
}

// Why a draft can not be put in as it is, found before the host has to say so. `entry` counts from 0.
export type Problem =
  | { field: 'title' | 'text' | 'reason'; entry: number; what: 'missing' }
  | { field: 'title' | 'text' | 'reason'; entry: number; what: 'too_long'; by: number }
  | { field: 'answer'; entry: 0; what: 'missing' };

function too_long(field: 'title' | 'text' | 'reason', entry: number, typed: string, most: number): Problem[] {
  const by = character_count(typed) - most;
  return by > 0 ? [{ field, entry, what: 'too_long', by }] : [];
}

export function problems_of(draft: Draft): Problem[] {
  switch (draft.kind) {
    case 'proposals':
      return draft.entries.flatMap((proposal, entry) => {
        const missing: Problem[] =
          proposal.text.trim() && !proposal.title.trim() ? [{ field: 'title', entry, what: 'missing' }] : [];
        return [
          ...missing,
          ...too_long('title', entry, proposal.title, limits.title),
          ...too_long('text', entry, proposal.text, limits.text),
        ];
      });
    case 'questions':
    case 'answers':
      // sessions/decide_deposit.cpp measures questions and answers as reasons.
      return draft.entries.flatMap((one, entry) => too_long('text', entry, one.text, limits.reason));
    case 'ranking':
      return [];
    case 'consent': {
      if (draft.answer === null) return [{ field: 'answer', entry: 0, what: 'missing' }];
      if (!needs_reason(draft.answer)) return [];
      if (!draft.reason.trim()) return [{ field: 'reason', entry: 0, what: 'missing' }];
      return too_long('reason', 0, draft.reason, limits.reason);
    }
  }
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
    default:
      return null;
  }
}

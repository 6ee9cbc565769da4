// SPDX-License-Identifier: Apache-2.0
import {
  type DepositRules,
  blank,
  content_of as content_under,
  draft_of,
  is_blank,
  nothing,
  problems_of as problems_under,
  read_draft,
} from '../../app/web/src/drafts';
import type { Draft } from '../../app/web/src/drafts';
import type { BoxKind, DepositContent } from '../../app/web/src/protocol';
import { character_count } from '../../app/web/src/text';

const kinds: BoxKind[] = ['proposals', 'questions', 'answers', 'ranking', 'consent', 'shortlist', 'safety'];
const rules: DepositRules = {
  ranked: [1, 2, 3, 4],
  proposals: [1, 2, 3, 4],
  questions: [1, 4],
  entries: 3,
  clauses: 2,
};
const content_of = (draft: Draft): DepositContent => content_under(draft, rules);
const problems_of = (draft: Draft): ReturnType<typeof problems_under> => problems_under(draft, rules);

describe('a draft', () => {
  it('that is blank becomes the deposit of nothing', () => {
    for (const kind of kinds) {
      expect(is_blank(blank(kind))).toBe(true);
      expect(content_of(blank(kind))).toEqual(nothing(kind));
      expect(problems_of(blank(kind)).filter((problem) => problem.field !== 'answer')).toEqual([]);
    }
  });

  it('leaves out entries that were never written, and blanks at the ends', () => {
    expect(
      content_of({
        kind: 'proposals',
        entries: [
          { title: ' A hub ', text: 'One.\nTwo.\n' },
          { title: ' ', text: '\n' },
        ],
      }),
    ).toEqual({ type: 'proposals', entries: [{ title: 'A hub', text: 'One.\nTwo.' }] });
    expect(
      content_of({
        kind: 'questions',
        entries: [
          { about: null, text: 'Why?' },
          { about: 2, text: 'Who?' },
          { about: 3, text: '' },
        ],
      }),
    ).toEqual({ type: 'questions', entries: [{ text: 'Why?' }, { about: 2, text: 'Who?' }] });
    expect(content_of({ kind: 'answers', entries: [{ question: 1, text: '' }] })).toEqual({
      type: 'answers',
      entries: [],
    });
  });

  it('sends a reason and a clause only with a worry or an objection', () => {
    const reason = { clause: 2, reason: 'Evenings.' };
    expect(content_of({ kind: 'consent', answer: 'objection', ...reason })).toEqual({
      type: 'consent',
      answer: 'objection',
      ...reason,
    });
    expect(content_of({ kind: 'consent', answer: 'yes', ...reason })).toEqual({
      type: 'consent',
      answer: 'yes',
      reason: '',
    });
    expect(content_of({ kind: 'consent', answer: 'worry', clause: null, reason: 'x' })).toEqual({
      type: 'consent',
      answer: 'worry',
      reason: 'x',
    });
  });

  it('comes back from a deposit as it was', () => {
    const drafts: Draft[] = [
      { kind: 'proposals', entries: [{ title: 'A hub', text: 'One.' }] },
      {
        kind: 'questions',
        entries: [
          { about: 2, text: 'Who?' },
          { about: null, text: 'Why?' },
        ],
      },
      { kind: 'answers', entries: [{ question: 4, text: 'So.' }] },
      { kind: 'ranking', ranking: [[2], [1, 3]] },
      { kind: 'consent', answer: 'objection', clause: 1, reason: 'No.' },
      { kind: 'shortlist', ticks: [4, 1] },
      { kind: 'safety', answer: 'not_safe' },
      { kind: 'safety', answer: 'nothing' },
    ];
    for (const draft of drafts) {
      expect(draft_of(content_of(draft))).toEqual(draft);
      expect(read_draft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    }
  });

  it('says what is missing or too long before the host has to', () => {
    expect(problems_of({ kind: 'proposals', entries: [{ title: '', text: 'x' }] })).toEqual([
      { field: 'title', entry: 0, what: 'missing' },
    ]);
    expect(
      problems_of({ kind: 'proposals', entries: [{ title: 'x'.repeat(81), text: 'y'.repeat(2003) }] }),
    ).toEqual([
      { field: 'title', entry: 0, what: 'too_long', by: 1 },
      { field: 'text', entry: 0, what: 'too_long', by: 3 },
    ]);
    expect(
      problems_of({ kind: 'questions', entries: [{ about: null, text: 'x'.repeat(1001) }] }),
    ).toHaveLength(1);
    expect(problems_of(blank('consent'))).toEqual([{ field: 'answer', entry: 0, what: 'missing' }]);
    expect(problems_of({ kind: 'consent', answer: 'objection', clause: null, reason: ' ' })).toEqual([
      { field: 'reason', entry: 0, what: 'missing' },
    ]);
    expect(problems_of({ kind: 'consent', answer: 'yes', clause: null, reason: '' })).toEqual([]);
  });

  it('that would count as nothing when the box is opened can not be put in', () => {
    const invisible = '\u200b\ufeff';
    expect(content_of({ kind: 'proposals', entries: [{ title: invisible, text: ' ' }] })).toEqual({
      type: 'proposals',
      entries: [],
    });
    expect(problems_of({ kind: 'proposals', entries: [{ title: invisible, text: 'x' }] })).toEqual([
      { field: 'title', entry: 0, what: 'missing' },
    ]);
    expect(problems_of({ kind: 'consent', answer: 'worry', clause: null, reason: invisible })).toEqual([
      { field: 'reason', entry: 0, what: 'missing' },
    ]);
    expect(problems_of(blank('safety'))).toEqual([{ field: 'answer', entry: 0, what: 'missing' }]);
    expect(problems_of({ kind: 'safety', answer: 'nothing' })).toEqual([]);
    const four = ['a', 'b', 'c', 'd'].map((title) => ({ title, text: '' }));
    expect(problems_of({ kind: 'proposals', entries: four })).toEqual([
      { field: 'text', entry: 3, what: 'too_many' },
    ]);
    expect(problems_of({ kind: 'shortlist', ticks: [1, 2, 3, 4] })).toEqual([
      { field: 'text', entry: 3, what: 'too_many' },
    ]);
    // Each text is short enough in characters, and all together they are more bytes than a deposit holds.
    const wide = { title: 'x', text: '漢'.repeat(2000) };
    expect(problems_of({ kind: 'proposals', entries: [wide, wide] })).toEqual([]);
    expect(problems_of({ kind: 'proposals', entries: [wide, wide, wide] })).toEqual([
      { field: 'text', entry: 2, what: 'too_large' },
    ]);
  });

  it('names nothing that its box does not know', () => {
    expect(content_of({ kind: 'ranking', ranking: [[9], [2, 8], [2]] })).toEqual({
      type: 'ranking',
      ranking: [[2]],
    });
    expect(content_of({ kind: 'shortlist', ticks: [9, 2] })).toEqual({ type: 'shortlist', ticks: [2] });
    expect(content_of({ kind: 'questions', entries: [{ about: 9, text: 'Who?' }] })).toEqual({
      type: 'questions',
      entries: [{ text: 'Who?' }],
    });
    expect(content_of({ kind: 'answers', entries: [{ question: 2, text: 'So.' }] })).toEqual({
      type: 'answers',
      entries: [],
    });
    expect(content_of({ kind: 'consent', answer: 'worry', clause: 3, reason: 'x' })).toEqual({
      type: 'consent',
      answer: 'worry',
      reason: 'x',
    });
  });

  it('is counted in characters, not in code units', () => {
    expect(character_count('ŵ ŷ')).toBe(3);
    expect(character_count('w\u0302')).toBe(1);
    expect(character_count('👍🏽')).toBe(2);
    expect(character_count('a\nb', 'one')).toBe(3);
    expect(character_count('  a  ')).toBe(1);
  });

  it('is not taken from storage unless it is one', () => {
    const strangers: unknown[] = [
      null,
      7,
      'x',
      [],
      {},
      { kind: 'lunch' },
      { kind: 'proposals', entries: [{ title: 1, text: '' }] },
      { kind: 'proposals' },
      { kind: 'questions', entries: [{ about: 'x', text: '' }] },
      { kind: 'answers', entries: [null] },
      { kind: 'ranking', ranking: [['1']] },
      { kind: 'ranking', ranking: 'best' },
      { kind: 'consent', answer: 'perhaps', clause: null, reason: '' },
      { kind: 'shortlist', ticks: ['1'] },
      { kind: 'safety', answer: 'yes' },
    ];
    for (const stranger of strangers) expect(read_draft(stranger)).toBeNull();
  });
});

// SPDX-License-Identifier: Apache-2.0
import {
  blank,
  character_count,
  content_of,
  draft_of,
  is_blank,
  nothing,
  problems_of,
  read_draft,
} from '../../app/web/src/drafts';
import type { Draft } from '../../app/web/src/drafts';
import type { BoxKind } from '../../app/web/src/protocol';

const kinds: BoxKind[] = ['proposals', 'questions', 'answers', 'ranking', 'consent'];

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

  it('is counted in characters, not in code units', () => {
    expect(character_count('ŵ ŷ')).toBe(3);
    expect(character_count('w\u0302')).toBe(1);
    expect(character_count('👍🏽')).toBe(2);
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
    ];
    for (const stranger of strangers) expect(read_draft(stranger)).toBeNull();
  });
});

// SPDX-License-Identifier: Apache-2.0
import * as model from '../../app/web/src/ranking';

describe('a ranking in the making', () => {
  it('takes a proposal at the end, once', () => {
    expect(model.add_last([[2]], 3)).toEqual([[2], [3]]);
    expect(model.add_last([[2], [3]], 3)).toEqual([[2], [3]]);
  });

  it('steps up and down by whole places', () => {
    expect(model.step([[1], [2, 3], [4]], 4, 'up')).toEqual([[1], [4], [2, 3]]);
    expect(model.step([[1], [2, 3], [4]], 1, 'down')).toEqual([[2, 3], [1], [4]]);
  });

  it('stays where it is at both ends', () => {
    expect(model.step([[1], [2]], 1, 'up')).toEqual([[1], [2]]);
    expect(model.step([[1], [2]], 2, 'down')).toEqual([[1], [2]]);
    expect(model.step([[1], [2]], 9, 'down')).toEqual([[1], [2]]);
  });

  it('leaves a shared place with its first step, just above or just below the others', () => {
    expect(model.step([[1], [2, 3, 4], [5]], 3, 'up')).toEqual([[1], [3], [2, 4], [5]]);
    expect(model.step([[1], [2, 3, 4], [5]], 3, 'down')).toEqual([[1], [2, 4], [3], [5]]);
    expect(model.step([[2, 3]], 3, 'up')).toEqual([[3], [2]]);
    expect(model.step([[2, 3]], 2, 'down')).toEqual([[3], [2]]);
  });

  it('becomes level with the place above, and separate again below it', () => {
    const level = model.join_above([[1, 2], [3], [4]], 3);
    expect(level).toEqual([[1, 2, 3], [4]]);
    expect(model.separate(level, 3)).toEqual([[1, 2], [3], [4]]);
    expect(model.join_above([[1], [2]], 1)).toEqual([[1], [2]]);
    expect(model.separate([[1], [2]], 2)).toEqual([[1], [2]]);
  });

  it('goes to any gap, counted without the proposal itself', () => {
    expect(model.put_at([[1], [2], [3]], 1, 2)).toEqual([[2], [3], [1]]);
    expect(model.put_at([[1], [2], [3]], 3, 0)).toEqual([[3], [1], [2]]);
    expect(model.put_at([[1], [2], [3]], 2, 99)).toEqual([[1], [3], [2]]);
  });

  it('goes out to no opinion and leaves no empty place behind', () => {
    expect(model.take_out([[1], [2], [3]], 2)).toEqual([[1], [3]]);
    expect(model.take_out([[1, 2]], 2)).toEqual([[1]]);
  });

  it('never changes the ranking it was given', () => {
    const before = [[1, 2], [3]];
    const copy = structuredClone(before);
    for (const change of [model.join_above, model.separate, model.take_out, model.add_last])
      change(before, 2);
    model.step(before, 3, 'up');
    model.put_at(before, 3, 0);
    expect(before).toEqual(copy);
  });

  it('keeps every proposal exactly once through any sequence of moves', () => {
    let ranking: number[][] = [];
    let seed = 7;
    const chance = (most: number): number => (seed = (seed * 48271) % 2147483647) % most;
    for (let round = 0; round < 3000; round += 1) {
      const proposal = 1 + chance(6);
      const before = new Set(ranking.flat());
      const moves = [
        () => model.step(ranking, proposal, 'up'),
        () => model.step(ranking, proposal, 'down'),
        () => model.join_above(ranking, proposal),
        () => model.separate(ranking, proposal),
        () => model.add_last(ranking, proposal),
        () => (before.has(proposal) ? model.put_at(ranking, proposal, chance(7)) : ranking),
      ];
      ranking = moves[chance(moves.length)]?.() ?? ranking;
      expect(ranking.every((place) => place.length > 0)).toBe(true);
      expect(new Set(ranking.flat()).size).toBe(ranking.flat().length);
      expect(ranking.flat().length).toBeGreaterThanOrEqual(before.size);
    }
    expect(ranking.flat().sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('drops strangers and doubles from a ranking that was kept', () => {
    expect(model.only([[1, 9], [1], [2]], [1, 2, 3])).toEqual([[1], [2]]);
  });
});

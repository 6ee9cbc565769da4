// SPDX-License-Identifier: Apache-2.0
// A ranking while it is being made. Places best first; proposals in one place are level; proposals in no
// place are "no opinion". Values, never changed in place: the one before is the undo.
//
// A proposal moves by places, never into one: stepping over a place of three takes one step. Being level is
// asked for by its own command, so that no drag or key press makes a tie by accident.
import type { Ranking } from './protocol';

export function place_of(ranking: Ranking, proposal: number): number {
  return ranking.findIndex((place) => place.includes(proposal));
}

export function is_ranked(ranking: Ranking, proposal: number): boolean {
  return place_of(ranking, proposal) >= 0;
}

// Takes a proposal out of the ranking: "no opinion".
export function take_out(ranking: Ranking, proposal: number): Ranking {
  return ranking
    .map((place) => place.filter((other) => other !== proposal))
    .filter((place) => place.length > 0);
}

// Puts a proposal at the end, in a place of its own.
export function add_last(ranking: Ranking, proposal: number): Ranking {
  return is_ranked(ranking, proposal) ? ranking : [...ranking, [proposal]];
}

// Puts a proposal in a place of its own before place `gap`, places counted from 0 without the proposal
// itself.
export function put_at(ranking: Ranking, proposal: number, gap: number): Ranking {
  const others = take_out(ranking, proposal);
  const at = Math.max(0, Math.min(gap, others.length));
  return [...others.slice(0, at), [proposal], ...others.slice(at)];
}

// One step up or down. Out of a shared place the first step leads just above or just below the others in it.
export function step(ranking: Ranking, proposal: number, direction: 'up' | 'down'): Ranking {
  const place = place_of(ranking, proposal);
  if (place < 0) return ranking;
  const shared = (ranking[place]?.length ?? 0) > 1;
  if (direction === 'up') {
    if (!shared && place === 0) return ranking;
    return put_at(ranking, proposal, shared ? place : place - 1);
  }
  if (!shared && place === ranking.length - 1) return ranking;
  return put_at(ranking, proposal, place + 1);
}

// Makes a proposal level with the place above it.
export function join_above(ranking: Ranking, proposal: number): Ranking {
  const place = place_of(ranking, proposal);
  if (place < 1) return ranking;
  const above = ranking[place - 1]?.[0];
  return take_out(ranking, proposal).map((others) =>
    above !== undefined && others.includes(above) ? [...others, proposal] : others,
  );
}

// Takes a proposal out of a shared place, just below the others in it.
export function separate(ranking: Ranking, proposal: number): Ranking {
  const place = place_of(ranking, proposal);
  if (place < 0 || (ranking[place]?.length ?? 0) < 2) return ranking;
  return put_at(ranking, proposal, place + 1);
}

// Leaves only proposals that may be ranked, each once. For drafts that come back from storage.
export function only(ranking: Ranking, allowed: readonly number[]): Ranking {
  const seen = new Set<number>();
  return ranking
    .map((place) =>
      place.filter((proposal) => allowed.includes(proposal) && !seen.has(proposal) && seen.add(proposal)),
    )
    .filter((place) => place.length > 0);
}

export function same(one: Ranking, other: Ranking): boolean {
  return (
    one.length === other.length &&
    one.every((place, index) => {
      const counterpart = other[index] ?? [];
      return (
        place.length === counterpart.length && place.every((proposal, at) => counterpart[at] === proposal)
      );
    })
  );
}

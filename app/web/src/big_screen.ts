// SPDX-License-Identifier: Apache-2.0
// What the projector shows, in words, for people who can not see it. `now` is announced when it changes;
// `turnout` is only there to be read: a number that ticks must not interrupt anybody.
import type { ProposalView, RoomView, RoundView, StandingsView } from './protocol';
import { listed, words } from './words';

export interface BigScreen {
  now: string;
  details: string[];
  turnout: string;
}

export function title_of(round: RoundView, proposal: number | undefined): string {
  const found = round.proposals.find((one) => one.id === proposal);
  return found ? named(found) : '';
}

export function named(proposal: ProposalView): string {
  return proposal.no_change ? proposal.title : `${proposal.number}. ${proposal.title}`;
}

export function step_word(standings: StandingsView, index: number): string {
  const step = standings.steps[index];
  return standings.step_words[index] || (step ? words.standings.steps[step] : '');
}

export function big_screen(room: RoomView): BigScreen {
  const round = room.round;
  if (room.closed) return { now: words.big_screen.closed, details: [room.check_words], turnout: '' };
  if (!round) {
    return {
      now: words.big_screen.join,
      details: [room.join_url, room.room_code].filter(Boolean),
      turnout: words.lobby.seats(room.seats_taken, room.seats_total),
    };
  }
  if (round.box) return open_box(round);
  switch (round.stage) {
    case 'proposals':
    case 'clarification':
      return round.proposals_shown
        ? shown_proposals(round)
        : { now: round.question, details: [], turnout: '' };
    case 'ranking':
      return round.standings ? shown_standings(round, round.standings) : shown_proposals(round);
    case 'objections':
      return shown_objections(round);
    case 'outcome': {
      const outcome = round.outcome;
      const now = outcome?.declared ? words.big_screen.outcome : words.big_screen.outcome_draft;
      const details = outcome ? [`${outcome.kind_words}: ${outcome.text || outcome.proposal_title}`] : [];
      return { now, details, turnout: '' };
    }
  }
}

function open_box(round: RoundView): BigScreen {
  const box = round.box;
  if (!box) return { now: '', details: [], turnout: '' };
  const about = box.kind === 'consent' ? title_of(round, round.askings.at(-1)?.proposal) : '';
  return {
    now: words.big_screen.box[box.kind],
    details: [round.question, about, box.last_call ? words.big_screen.last_call : ''].filter(Boolean),
    turnout: words.box.turnout(box.turnout, box.seats_taken),
  };
}

function shown_proposals(round: RoundView): BigScreen {
  const in_play = round.proposals.filter((proposal) => !proposal.set_aside);
  const details = in_play.map(named);
  if (round.questions.length) details.push(words.big_screen.questions(round.questions.length));
  return { now: words.big_screen.proposals(in_play.length), details, turnout: '' };
}

function shown_standings(round: RoundView, standings: StandingsView): BigScreen {
  if (!standings.shown) {
    return { now: words.big_screen.withheld, details: [standings.not_shown_because], turnout: '' };
  }
  const details = standings.places.map((place, index) => {
    const titles = listed(place.proposals.map((proposal) => title_of(round, proposal)));
    const step = index < standings.steps.length ? ` (${step_word(standings, index)})` : '';
    return `${words.standings.place(index + 1)}: ${titles}${step}`;
  });
  return { now: words.big_screen.standings, details, turnout: '' };
}

function shown_objections(round: RoundView): BigScreen {
  const asking = round.askings.at(-1);
  if (!asking) return shown_proposals(round);
  const reasons = asking.objections.map((objection) => objection.reason);
  const details = [
    title_of(round, asking.proposal),
    ...(reasons.length ? reasons : [words.objections.no_objections]),
  ];
  return { now: words.big_screen.objections, details, turnout: '' };
}

// SPDX-License-Identifier: Apache-2.0
// What the projector shows, in words, for people who can not see it. `now` is announced when it changes;
// `turnout` is only there to be read: a number that ticks must not interrupt anybody.
import type { BoxView, ProposalView, RoomView, RoundView, StandingsView } from './protocol';
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
  const { box, round } = room;
  if (room.closed) return { now: words.big_screen.closed, details: [room.check_words], turnout: '' };
  if (box) return open_box(box, round);
  if (!round) {
    return {
      now: words.big_screen.join,
      details: [room.join_url, room.room_code].filter(Boolean),
      turnout: words.lobby.seats(room.seats_taken, room.seats_total),
    };
  }
  switch (round.stage) {
    case 'proposals':
    case 'clarification':
      return round.proposals_shown
        ? shown_shortlist(round)
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

function open_box(box: BoxView, round: RoundView | undefined): BigScreen {
  const about = box.kind === 'consent' && round ? title_of(round, round.askings.at(-1)?.proposal) : '';
  const last_call = box.last_call && box.state === 'open' ? words.big_screen.last_call : '';
  const question = box.kind === 'safety' ? '' : (round?.question ?? '');
  return {
    now: box.state === 'closing' ? words.big_screen.closing : words.big_screen.box[box.kind],
    details: [question, about, last_call, box.waiting].filter(Boolean),
    turnout: words.box.turnout(box.turnout, box.seats_taken),
  };
}

// What a shortlist said stands above the proposals that are left.
function shown_shortlist(round: RoundView): BigScreen {
  const screen = shown_proposals(round);
  const shortlist = round.shortlist;
  if (!shortlist) return screen;
  return { ...screen, details: [shortlist.words || shortlist.not_shown_because, ...screen.details] };
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
  if (asking.not_shown_because) {
    const details = [title_of(round, asking.proposal), asking.not_shown_because];
    return { now: words.big_screen.withheld, details, turnout: '' };
  }
  const reasons = asking.objections.map((objection) => objection.reason);
  const details = [
    title_of(round, asking.proposal),
    ...(reasons.length ? reasons : [words.objections.no_objections]),
  ];
  return { now: words.big_screen.objections, details, turnout: '' };
}

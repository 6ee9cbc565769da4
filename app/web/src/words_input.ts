// SPDX-License-Identifier: Apache-2.0
// The sentences around what people put in, and what they can say without a name. A part of words.ts.
import type { BoxKind, Signal } from './protocol';
import { plural } from './wording';

export const input_words = {
  in_title: {
    proposals: 'Your part is in',
    questions: 'Your part is in',
    answers: 'Your part is in',
    ranking: 'Your ranking is in',
    consent: 'Your answer is in',
    shortlist: 'Your ticks are in',
    safety: 'Your answer is in',
  } satisfies Record<BoxKind, string>,

  held_title: {
    proposals: 'Your part is on its way',
    questions: 'Your part is on its way',
    answers: 'Your part is on its way',
    ranking: 'Your ranking is on its way',
    consent: 'Your answer is on its way',
    shortlist: 'Your ticks are on their way',
    safety: 'Your answer is on its way',
  } satisfies Record<BoxKind, string>,

  box: {
    promise: 'Who can see this',
    put_in: 'Put it in',
    putting_in: 'Putting it in …',
    when_back: 'It goes in by itself when the connection is back.',
    nothing: 'Nothing from me',
    nothing_hint: 'Looks like any other to everybody else.',
    change: 'Change it',
    keep: 'Leave it as it is',
    replaces: 'Something from your seat is in already. What you put in now takes its place.',
    not_remembered: 'This window does not show again what is in. What you put in now takes its place.',
    closed: 'This is closed now. What you had not put in is not counted.',
    turnout: (turnout: number, seats: number) => `${turnout} of ${seats} in`,
    turnout_only: 'Nothing more than this number is shown to anybody until it closes.',
    cover: 'Cover it',
    cover_hint: 'Escape does the same.',
    covered: 'Covered. What you have not put in yet is still here.',
    uncover: 'Show it again',
    held: 'It is kept on this device, and goes in by itself as soon as it can. You need not do anything.',
    opening: 'One moment: it is being made ready. You can begin.',
    closing: 'The result is shown in a moment.',
    not_in: 'What you had not put in is not counted.',
    in: {
      proposals: 'Nobody can see what it is, this screen included, until all proposals are shown together.',
      questions: 'Nobody can see what it is, this screen included, until all questions are shown together.',
      answers: 'Nobody can see what it is, this screen included, until all answers are shown together.',
      ranking: 'Nobody can see it, this screen included.',
      consent: 'Nobody can see it, this screen included.',
      shortlist: 'Nobody can see it, this screen included.',
      safety: 'Nobody can see it, this screen included.',
    } satisfies Record<BoxKind, string>,
    in_more: 'You can change it until it is closed.',
    style_warning: 'The way you write can identify you.',
    outsiders_promised: 'Outsiders only', // how a promise begins that people in the room should look at twice
    style_promised: 'way you write', // a promise that already says so

    add_another: 'Add another',
    remove: (number: number) => `Remove number ${number}`,
    remove_short: 'Remove',
    count: (used: number, most: number) => `${used} of ${most} characters`,
    too_long: (by: number) => `${plural(by, 'character', 'characters')} too many`,
    fix: 'Not put in yet: please look at what is marked.',
    too_large: 'Together this is too long. Shorten it a little.',
    too_many: (most: number) => `That is more than ${most}. Take something away.`,
    empty: 'There is nothing to put in yet. Write something, or choose “Nothing from me”.',
  },

  last_call: {
    title: 'Last call',
    text: 'The organiser is about to close this.',
    seconds_left: (seconds: number) =>
      `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} left`,
    more_time: 'I need more time',
    more_time_hint:
      'When the time is up, there is one more minute for everybody. Nobody learns who asked, or when.',
    asked: 'Asked. When the time is up, there is one more minute for everybody.',
    given: 'Somebody asked for more time, so there is one more minute.',
  },

  // What anybody can say without anybody learning who did.
  signal: {
    more_time: { asked: 'Asked for more time.' },
    please_pause: { asked: 'Asked for a pause.' },
    keep_apart: { asked: 'Asked to keep them apart.' },
  } satisfies Record<Signal, { asked: string }>,

  pause: {
    open: 'Please pause',
    title: 'Ask for a pause?',
    text:
      'The organiser will read that somebody asks for a pause. It reaches them some minutes later, at a ' +
      'moment that chance chooses, and without a name: nobody can tell that it was you.',
    ask: 'Ask for a pause',
    not_now: 'Not now',
    asked: 'Asked. It reaches the organiser some minutes from now, without a name.',
    close: 'Close',
  },

  anonymous: {
    open: 'How is this anonymous?',
    close: 'Close',
  },

  merged: {
    title: 'Two proposals were made into one.',
    which: (titles: string) => `They were ${titles}.`,
    text: 'If they should stay two, say so within a minute. Nobody learns who did.',
    keep_apart: 'Keep these apart',
    asked: 'Asked. The organiser reads it without a name.',
  },

  practice: {
    badge: 'Practice',
    text: 'This is for practice. It decides nothing.',
    over: 'That was for practice. Nothing was decided.',
  },

  lost: {
    title: 'The organiser’s laptop was restarted and what you put in was lost.',
    again: 'Put it in again',
    look: { text: 'Look at it first', anew: 'Start anew' },
    kept: 'The organiser’s laptop was restarted. What you wrote is still here: put it in when you are ready.',
  },

  propose: {
    title: 'Title',
    text: 'What exactly should we do?',
    text_hint: 'One point a line: each line becomes a numbered clause that others can refer to.',
    title_missing: 'Give it a title.',
    number: (number: number) => `Proposal ${number}`,
  },

  ask: {
    about: 'About',
    whole: 'The question as a whole',
    text: 'Your question',
    number: (number: number) => `Question ${number}`,
  },

  answer: {
    lead: 'Answer what you know something about. Up to three.',
    this: 'Answer this',
    text: 'Your answer',
    most: 'Three answers are the most that one seat can give here.',
    close: 'Do not answer this one',
  },

  rank: {
    ranked: 'Your ranking',
    ranked_empty: 'Nothing ranked yet.',
    tray: 'Not ranked: counts as no opinion',
    tray_hint: 'No opinion is not the same as last. What you leave here takes no sides.',
    add: (title: string) => `Rank next: ${title}`,
    add_short: 'Rank next',
    grip: (title: string) => `Move ${title}`,
    grip_hint: 'Drag, or press Space to lift, arrow keys to move, Space to drop, Escape to put back.',
    up: (title: string) => `Up: ${title}`,
    down: (title: string) => `Down: ${title}`,
    join: (title: string, above: string) => `Level with above: ${title} and ${above}`,
    join_short: 'Level with above',
    separate: (title: string) => `Separate ${title}`,
    separate_short: 'Separate',
    out: (title: string) => `No opinion on ${title}`,
    out_short: 'No opinion',
    undo: 'Undo',
    undone: 'Undone.',
    put_in: 'Put my ranking in',
    put_in_empty: 'Put in “no opinion on any”',
    unranked: (count: number) =>
      `${plural(count, 'proposal is', 'proposals are')} not ranked, which counts as no opinion.`,
    place: (place: number, places: number) => `place ${place} of ${places}`,
    level_with: (titles: string) => `level with ${titles}`,
    at: (title: string, where: string) => `${title}: ${where}.`,
    no_opinion: (title: string) => `${title}: no opinion.`,
    lifted: (title: string, where: string) =>
      `${title} lifted, ${where}. Arrow keys move it, Space drops it, Escape puts it back.`,
    dropped: (title: string, where: string) => `${title} dropped, ${where}.`,
    restored: (title: string, where: string) => `${title} put back, ${where}.`,
    saved_state: { unsaved: 'Not put in yet', sending: 'Putting it in …' },
    read: 'read it',
  },

  consent: {
    about: 'This is about',
    answer: 'Your answer',
    yes: 'Yes',
    yes_hint: 'I can live with it.',
    worry: 'Yes, with a worry to note',
    worry_hint: 'Noted with the decision; it does not block it.',
    objection: 'No, because …',
    objection_hint: 'Adopting it would do harm. What you write opens work on the proposal.',
    stand_aside: 'I leave it to the others',
    stand_aside_hint: 'I do not take part in this one.',
    clause: 'Which part?',
    whole: 'The proposal as a whole',
    reason_worry: 'Your worry',
    reason_objection: 'Your reason',
    reason_missing: 'Write the reason: without it nobody can do anything about it.',
    answer_missing: 'Choose one of the answers.',
    self_test_title: 'Only for you, before you put it in',
    self_test: 'What harm would this do to our purpose? Or would you simply prefer something else?',
    purpose: 'Our purpose:',
    to_worry: 'Note it as a worry instead',
    known: 'If nobody objects, everyone will know that you did not.',
    asked_again: (times: number) =>
      `Asked for the ${['', 'first', 'second', 'third', 'fourth'][times] ?? `${times}th`} time.`,
    put_in: 'Put my answer in',
  },

  shortlist: {
    lead: (most: number) => `Tick up to ${most}. You may tick fewer, or none.`,
    legend: 'The proposals',
    used: (used: number, most: number) => `${used} of ${most} ticked, ${most - used} left`,
    full: (most: number) => `${most} are ticked. Untick one to tick another.`,
    put_in: 'Put my ticks in',
    put_in_empty: 'Put in “none of them”',
    result: 'The shortlist',
    none: 'No shortlist',
    read: 'read it',
  },

  safety: {
    legend: 'Your answer',
    safe: 'It is safe',
    safe_hint: 'I can say what I think, also if others do not like it.',
    in_between: 'In between',
    in_between_hint: 'Some things I can say, others not.',
    not_safe: 'It is not safe',
    not_safe_hint: 'I keep to myself what matters.',
    pass: 'I would rather not say',
    pass_hint: 'Counts like “in between”, and looks like any other.',
    put_in: 'Put my answer in',
    missing: 'Choose one of the answers.',
    band: 'How safe it is to speak here',
    before_rounds: 'Asked before the first round.',
    in_round: (round: number) => `Asked in round ${round}.`,
  },
} as const;

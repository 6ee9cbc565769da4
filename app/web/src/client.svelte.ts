// SPDX-License-Identifier: Apache-2.0
// Everything the screens need, in one place: what the host says, the person's work, and which screen is
// shown. Ties the machines together (connection, desk, identity); the rules are in them.
//
// A stage change never takes the page from under somebody: while the person is at something (`may_follow`
// says no), the screen stays as it was, frozen, and an offer to go on appears.
import { Announcer } from './announcer.svelte';
import { big_screen } from './big_screen';
import { SigningKey } from './channel';
import type { StopReason } from './connection';
import * as desk_rules from './desk';
import type { Desk, Put, Turn } from './desk';
import { type Draft, content_of, draft_of } from './drafts';
import type { Identity } from './identity';
import { KeyKeeper, type PartStore } from './keys';
import {
  type Command,
  type Hello,
  type Role,
  type RoomView,
  type SeatView,
  type Signal,
  type View,
  protocol_version,
  tidy_room_code,
} from './protocol';
import { news } from './news';
import { type Screen, screen_for } from './screen';
import { seal_deposit } from './seal';
import { Signals, is_signal } from './signals.svelte';
import { Socket, type Told } from './socket';
import { DeviceTasks } from './tasks';
import { words } from './words';

export interface Shown {
  visit: number; // another one whenever the person comes to another screen
  screen: Screen;
  room: RoomView;
  seat: SeatView | undefined;
  desk: Desk;
}

export type Link = 'idle' | 'connecting' | 'live' | 'away' | 'stopped';

type Asked = 'take_seat' | 'leave_seat' | 'put' | 'part' | Signal;

const away_shown_after_ms = 1500;
// What the host could not take goes again after so long, if nothing else says that it takes it now.
const again_after_ms = 3000;

export class Client {
  readonly announcer = new Announcer();

  link = $state<Link>('idle');
  stop_reason = $state<StopReason | 'no_cipher' | null>(null);
  stop_sentence = $state('');
  host_stopping = $state(false);
  not_understood = $state(false);
  away_for_long = $state(false);

  room = $state.raw<RoomView | null>(null);
  seat = $state.raw<SeatView | undefined>(undefined);
  role = $state<Role>('delegate');
  desk = $state.raw<Desk>(desk_rules.empty_desk());
  target = $state.raw<Screen | null>(null);
  shown = $state.raw<Shown | null>(null);
  view_at_ms = $state(0);

  code = $state('');
  code_problem = $state('');
  join_problem = $state('');
  joining = $state(false);

  readonly signals = new Signals((signal) => this.ask(signal, { type: 'raise_signal', signal }));

  // What stands over the page until the person closes it.
  dialog = $state<'anonymous' | 'pause' | null>(null);

  // Set by the page: whether the screen may change without disturbing anybody, and how to put focus on its
  // heading.
  may_follow: () => boolean = () => true;
  focus_heading: () => void = () => {};

  private readonly socket: Socket;
  private readonly tasks: DeviceTasks;
  private readonly asked = new Map<number, Asked>();
  private run = '';
  private put_by_hand = 0; // the command of what the person has just put in
  private go_along = false;
  private away_timer: ReturnType<typeof setTimeout> | undefined;
  private again_timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly identity: Identity,
    parts: PartStore,
    url: string,
  ) {
    this.tasks = new DeviceTasks(new KeyKeeper(parts), (command) => this.ask('part', command));
    this.socket = new Socket(url, identity, (told) => this.hear(told));
    this.role = identity.role;
    this.desk = desk_rules.empty_desk(identity.draft);
  }

  get stale(): boolean {
    return this.shown !== null && this.target !== null && this.shown.screen.key !== this.target.key;
  }

  // `hash_code` is what the address said after #code=, if anything.
  begin(hash_code: string): void {
    const code = tidy_room_code(hash_code) || this.identity.room_code;
    this.code = code;
    if (code || this.identity.has_seat) this.connect(code);
  }

  // --- joining

  give_code(typed: string): void {
    const code = tidy_room_code(typed);
    this.code = code;
    this.code_problem = code ? '' : words.join.code_missing;
    if (code) this.connect(code);
  }

  take_seat(organisation: number): void {
    this.join_problem = '';
    this.joining = true;
    this.go_along = true;
    this.ask('take_seat', { type: 'take_seat', organisation, device_key: '' });
  }

  leave_seat(): void {
    this.ask('leave_seat', { type: 'leave_seat' });
  }

  private ask(what: Asked, command: Command): number {
    const id = this.identity.next_command();
    this.asked.set(id, what);
    this.socket.ask(id, command);
    return id;
  }

  be(role: Role): void {
    this.role = role;
    this.identity.role = role;
    this.go_along = true;
    this.connect(this.code);
  }

  use_here(): void {
    this.go_along = true;
    this.connect(this.code);
  }

  // The person has read that the host is another one than before, and goes on with it.
  trust_host(): void {
    this.socket.connection.trust_host();
    this.use_here();
  }

  // This browser has nothing to encrypt with, so there is nothing that the page could do.
  cannot_encrypt(): void {
    this.link = 'stopped';
    this.stop_reason = 'no_cipher';
  }

  private connect(code: string): void {
    const hello: Hello = {
      type: 'hello',
      protocol: protocol_version,
      role: this.role,
      client: this.identity.client,
      ...(code ? { room_code: code } : {}),
    };
    const device = this.role === 'delegate' ? new SigningKey(this.identity.seat_seed) : null;
    this.socket.start(hello, device);
  }

  private back_to_joining(): void {
    this.identity.forget_seat();
    this.desk = desk_rules.empty_desk();
    this.seat = undefined;
    this.go_along = true;
    this.connect(this.code);
  }

  // --- the person's work

  write(draft: Draft): void {
    this.set_desk(desk_rules.write(this.desk, draft));
  }
  change(): void {
    this.set_desk(desk_rules.change(this.desk));
    this.focus_heading();
  }
  keep_as_it_is(): void {
    this.set_desk(desk_rules.keep_as_it_is(this.desk));
    this.focus_heading();
  }
  put_in(content: Put['content']): void {
    this.put_by_person(desk_rules.put_in(this.desk, content));
  }
  put_lost_again(): void {
    this.put_by_person(desk_rules.put_lost_again(this.desk));
  }
  private put_by_person(turn: Turn): void {
    this.turn(turn);
    this.put_by_hand = this.desk.sending?.command ?? 0;
    if (desk_rules.face(this.desk) !== 'held') return;
    this.announcer.say(words.said.held);
    this.focus_heading();
  }
  reopen_lost(): void {
    this.set_desk(desk_rules.reopen_lost(this.desk));
    this.focus_heading();
  }

  open_dialog(dialog: 'anonymous' | 'pause'): void {
    if (dialog === 'pause') this.signals.forget('please_pause');
    this.dialog = dialog;
  }

  go(): void {
    if (!this.target || !this.room) return;
    this.show(this.target, this.desk, false);
    this.focus_heading();
  }

  leaving(): void {
    this.identity.leaving();
  }
  came_back(): void {
    this.identity.came_back();
  }

  private set_desk(desk: Desk): void {
    this.desk = desk;
    if (desk.kept) this.identity.keep_draft(desk.kept);
    else this.identity.forget_draft();
    if (this.shown && !this.stale) this.shown = { ...this.shown, desk };
  }

  private turn({ desk, put }: Turn): void {
    const box = this.room?.box;
    if (!put || !desk.box || !box || !this.seat) {
      this.set_desk(desk);
    } else {
      const number = Math.max(this.identity.next_sequence(box.id), this.seat.sequence + 1);
      const sequence = put.sequence ?? number;
      if (put.by !== 'cover') this.identity.used_sequence(box.id, Math.max(number, sequence));
      const content = content_of(draft_of(put.content), desk.rules);
      const place = { token: box.token, seat: this.seat.seat, sequence };
      const blob = put.blob ?? seal_deposit(box.key, place, box.ranked, content);
      if (blob === null) {
        this.set_desk(desk_rules.not_sent(desk, put));
      } else {
        const id = this.ask('put', { type: 'put_deposit', box: box.id, sequence, blob });
        this.set_desk(desk_rules.sent(desk, put, id, sequence, blob));
      }
    }
    clearTimeout(this.again_timer);
    if (this.desk.held?.resting)
      this.again_timer = setTimeout(() => this.turn(desk_rules.rested(this.desk)), again_after_ms);
  }

  // --- what the host says

  private hear(told: Told): void {
    switch (told.do) {
      case 'changed':
        this.note_link();
        break;
      case 'welcomed':
        this.identity.room_code = this.code;
        this.code_problem = '';
        break;
      case 'view':
        this.see(told.view, told.run);
        this.do_tasks();
        break;
      case 'done':
        this.hear_done(told.id);
        break;
      case 'refused':
        this.hear_refused(told.id, told.refusal, told.sentence);
    }
  }

  private see(view: View, run: string): void {
    const before = this.room;
    const seat_before = this.seat;
    this.room = view.room;
    this.seat = view.seat;
    this.run = run;
    this.view_at_ms = performance.now();
    if (view.seat) {
      this.identity.remember_seat();
      this.joining = false;
      this.join_problem = '';
    }
    const target = screen_for(view.room, view.seat, this.role === 'observer');
    const new_target = this.target?.key !== target.key;
    const had_last_call = this.desk.last_call;
    const turn = desk_rules.viewed(this.desk, run, view.room, view.seat);
    const arrived = this.shown === null || this.shown.screen.key === target.key;
    const reopened = this.is_reopened(run, turn.desk) && !this.stale;
    const asked_for =
      this.go_along && (view.seat !== undefined || this.role === 'observer' || target.name === 'seat');
    if (arrived || reopened || asked_for || this.may_follow())
      this.show(target, turn.desk, arrived || reopened);
    else if (this.shown) this.shown = { ...this.shown, desk: desk_rules.connection_gone(this.shown.desk) };
    this.target = target;
    this.turn(turn);
    if (asked_for) {
      this.go_along = false;
      this.focus_heading();
    }
    this.signals.seen(before, seat_before, view.room, view.seat);
    this.announce(before, seat_before, new_target);
    if (!had_last_call && turn.desk.last_call && turn.desk.box) this.announcer.say(words.said.last_call);
  }

  private do_tasks(): void {
    if (!this.room || this.link === 'stopped') return;
    const seed = this.seat ? this.identity.seat_seed : '';
    void this.tasks.see(this.room, this.seat, {
      session: this.socket.connection.session,
      run: this.run,
      seed,
    });
  }

  private show(screen: Screen, desk: Desk, same_visit: boolean): void {
    if (!this.room) return;
    const visit = (this.shown?.visit ?? 0) + (same_visit ? 0 : 1);
    this.shown = { visit, screen, room: this.room, seat: this.seat, desk };
  }

  // A restarted host opens the same box anew under another id: for the person it is still the same work.
  private is_reopened(run: string, next: Desk): boolean {
    if (this.desk.run === run || !this.desk.box || !next.box) return false;
    return desk_rules.same_matter(this.desk.box, next.box);
  }

  private announce(before: RoomView | null, seat_before: SeatView | undefined, new_target: boolean): void {
    const { room, target } = this;
    if (!room || !target) return;
    const restarted = new_target && this.desk.restarted && !this.stale;
    if (restarted) {
      this.announcer.say(this.desk.lost ? words.lost.title : words.lost.kept);
    } else if (new_target) {
      const title = words.title[target.name];
      this.announcer.say(this.stale ? words.said.now(title) : words.said.screen(title));
    } else if (before) {
      const was = big_screen(before);
      const is = big_screen(room);
      const fresh = [is.now, ...is.details].filter((line) => line !== was.now && !was.details.includes(line));
      if (fresh.length) this.announcer.say(`${words.big_screen.title}: ${fresh.join('. ')}`);
    }
    if (before) for (const line of news(before, seat_before, room, this.seat)) this.announcer.say(line);
  }

  private hear_done(id: number): void {
    const what = this.asked.get(id);
    this.asked.delete(id);
    if (what === 'leave_seat') this.back_to_joining();
    if (is_signal(what)) {
      this.signals.done(what);
      this.announcer.say(words.signal[what].asked);
    }
    if (what !== 'put') return;
    const by_person = this.desk.sending?.command === id && this.desk.sending.by === 'person';
    this.turn(desk_rules.acknowledged(this.desk, id));
    if (!by_person) return;
    this.announcer.say(words.said.put_in);
    if (!this.stale && this.put_by_hand === id) this.focus_heading();
  }

  private hear_refused(id: number | undefined, refusal: string, sentence: string): void {
    if (id === undefined) {
      this.not_understood = true;
      return;
    }
    const what = this.asked.get(id);
    this.asked.delete(id);
    if (what === 'take_seat') {
      this.joining = false;
      this.join_problem = sentence;
      this.announcer.say(sentence);
    }
    if (is_signal(what)) {
      this.signals.refused(what, sentence);
      this.announcer.say(sentence);
    }
    if (what === 'part' && this.tasks.was_refused(refusal)) setTimeout(() => this.do_tasks(), again_after_ms);
    if (what === 'put') {
      const before = this.desk.refused;
      this.turn(desk_rules.was_refused(this.desk, id, refusal, sentence));
      if (this.desk.refused && this.desk.refused !== before) this.announcer.say(sentence);
    }
  }

  private note_link(): void {
    const connection = this.socket.connection;
    const was = this.link;
    this.host_stopping = connection.host_stopping;
    this.not_understood = connection.not_understood;
    this.stop_reason = connection.stop_reason;
    this.stop_sentence = connection.sentence;
    const links = { idle: 'idle', live: 'live', stopped: 'stopped' } as const;
    const waiting: Link = this.room ? 'away' : 'connecting';
    this.link = connection.phase in links ? links[connection.phase as keyof typeof links] : waiting;
    if (this.link === was) return;
    this.note_away(was);
    if (this.link === 'stopped') this.note_stopped(connection.stop_reason);
  }

  private note_away(was: Link): void {
    const trying = this.link === 'away' || this.link === 'connecting';
    const was_trying = was === 'away' || was === 'connecting';
    if (trying && !was_trying) {
      this.away_timer = setTimeout(() => {
        this.away_for_long = true;
        this.announcer.say(words.said.away);
      }, away_shown_after_ms);
    }
    if (trying) return;
    clearTimeout(this.away_timer);
    if (this.away_for_long && this.link === 'live') this.announcer.say(words.said.back);
    this.away_for_long = false;
  }

  private note_stopped(reason: StopReason | null): void {
    this.asked.clear();
    this.joining = false;
    this.signals.forget_all();
    this.set_desk(desk_rules.connection_gone(this.desk));
    if (reason === 'wrong_code') {
      this.code_problem = words.join.wrong_code;
      this.identity.room_code = '';
      if (this.identity.has_seat) this.identity.forget_seat();
      this.room = null;
      this.shown = null;
      this.target = null;
    }
    if (reason === 'seat_freed') {
      this.join_problem = words.join.freed;
      this.back_to_joining();
    }
  }
}

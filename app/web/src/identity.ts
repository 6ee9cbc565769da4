// SPDX-License-Identifier: Apache-2.0
// What makes this browser and this window known to the host, and the host to this browser. In local
// storage, for the host at this address: the seed of the device's key pair, the keys of the hosts that were
// met, the room code and the number of the last deposit, so that a reload, a second tab and a restart of the
// browser come back to the same seat of the same host. In session storage: the window's own id with the
// number of its last command, the wish to observe, and the draft at hand.
//
// Works without storage too (then only until the page goes), and without a secure context.
import type { KnownHosts } from './connection';
import { read_draft } from './drafts';
import { type KeptDraft, first_sequence, read_kept } from './desk';
import type { Role } from './protocol';

export interface Store {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

// A store that never throws: what the browser will not keep is kept in memory.
export class Keeper {
  private readonly memory = new Map<string, string>();
  constructor(private readonly store: Store | null) {}

  get(key: string): string | null {
    try {
      return this.store?.getItem(key) ?? this.memory.get(key) ?? null;
    } catch {
      return this.memory.get(key) ?? null;
    }
  }
  set(key: string, value: string): void {
    try {
      if (!this.store) throw new Error('no store');
      this.store.setItem(key, value);
      this.memory.delete(key);
    } catch {
      this.memory.set(key, value);
    }
  }
  remove(key: string): void {
    this.memory.delete(key);
    try {
      this.store?.removeItem(key);
    } catch {
      // Nothing was kept there, so nothing is left.
    }
  }
}

export function random_hexadecimal(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

export class Identity implements KnownHosts {
  private readonly prefix: string;
  private client_id: string;
  private command = 0;

  constructor(
    private readonly local: Keeper,
    private readonly session: Keeper,
    host: string,
    private readonly random: (bytes: number) => string = random_hexadecimal,
  ) {
    this.prefix = `equivox ${host} `;
    // A window that went away in good order left a note. Without it this may be a copy of a window that is
    // still open, and two windows must not number their commands under one name.
    const kept = this.session.get(this.key('client'));
    const left = this.session.get(this.key('left'));
    this.session.remove(this.key('left'));
    const command = Number(this.session.get(this.key('command')));
    if (kept && left && Number.isSafeInteger(command)) {
      this.client_id = kept;
      this.command = command;
    } else {
      this.client_id = this.random(16);
      this.session.set(this.key('client'), this.client_id);
      this.session.set(this.key('command'), '0');
    }
  }

  get client(): string {
    return this.client_id;
  }

  next_command(): number {
    this.command += 1;
    this.session.set(this.key('command'), String(this.command));
    return this.command;
  }

  leaving(): void {
    this.session.set(this.key('left'), 'yes');
  }
  came_back(): void {
    this.session.remove(this.key('left'));
  }

  // Of the key pair to which the seat belongs (SigningKey in channel.ts).
  get seat_seed(): string {
    const kept = this.local.get(this.key('seat seed'));
    if (kept && /^[0-9a-f]{64}$/.test(kept)) return kept;
    const made = this.random(32);
    this.local.set(this.key('seat seed'), made);
    return made;
  }

  known_host(session: string): string | null {
    return this.local.get(this.key(`host ${session}`));
  }
  remember_host(session: string, host_key: string): void {
    this.local.set(this.key(`host ${session}`), host_key);
  }

  get has_seat(): boolean {
    return this.local.get(this.key('seated')) === 'yes';
  }
  remember_seat(): void {
    if (!this.has_seat) this.local.set(this.key('seated'), 'yes');
  }
  forget_seat(): void {
    this.local.remove(this.key('seat seed'));
    this.local.remove(this.key('seated'));
    this.local.remove(this.key('sequence'));
    this.forget_draft();
  }

  get room_code(): string {
    return this.local.get(this.key('room code')) ?? '';
  }
  set room_code(code: string) {
    if (code) this.local.set(this.key('room code'), code);
    else this.local.remove(this.key('room code'));
  }

  get role(): Role {
    return this.session.get(this.key('role')) === 'observer' ? 'observer' : 'delegate';
  }
  set role(role: Role) {
    this.session.set(this.key('role'), role);
  }

  // The number for the next deposit into this box: above all that this browser used for it, in whichever
  // window.
  next_sequence(box: number): number {
    const [kept_box, kept_number] = (this.local.get(this.key('sequence')) ?? '').split(' ').map(Number);
    const last =
      kept_box === box && Number.isSafeInteger(kept_number) ? (kept_number as number) : first_sequence - 1;
    return this.used_sequence(box, last + 1);
  }
  used_sequence(box: number, sequence: number): number {
    this.local.set(this.key('sequence'), `${box} ${sequence}`);
    return sequence;
  }

  get draft(): KeptDraft | null {
    try {
      return read_kept(JSON.parse(this.session.get(this.key('draft')) ?? 'null'), read_draft);
    } catch {
      return null;
    }
  }
  keep_draft(kept: KeptDraft): void {
    this.session.set(this.key('draft'), JSON.stringify(kept));
  }
  forget_draft(): void {
    this.session.remove(this.key('draft'));
  }

  private key(name: string): string {
    return this.prefix + name;
  }
}

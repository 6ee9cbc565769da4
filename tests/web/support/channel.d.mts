// SPDX-License-Identifier: Apache-2.0
// libsodium-wrappers, which this folder can not name by itself.
type Sodium = unknown;

export const deposit_frame_bytes: number;
export function hex(bytes: Uint8Array): string;
export function unhex(text: string): Uint8Array;
export class End {
  binding: Uint8Array;
  seal(text: string, at_least?: number): Uint8Array;
  open(frame: Uint8Array): string;
}
interface Said {
  id: number;
  command: string;
  signature?: string;
}
export class HostSide {
  constructor(sodium: Sodium, seed: string);
  host_key: string;
  answer(first_message: string): { text: string; end: End };
  sign_answer(session: string, client: string, id: number, outcome: string): string;
  is_hello_proved(binding: Uint8Array, hello: { seat_key: string; client: string; proof?: string }): boolean;
  is_command_signed(session: string, client: string, seat_key: string, said: Said): boolean;
}

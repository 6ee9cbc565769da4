// SPDX-License-Identifier: Apache-2.0
// The fixtures are plain values made for the wire; tests change them at will.
type Loose = any;
export const scenes: Loose;
export const hostile: Record<string, string>;
export function lobby(): Loose;
export function in_round(stage: string, more?: object): Loose;
export const box_seed: string;
export const figures: Loose;
export const safety: Loose;
export function token_of(id: number): string;
export function waiting_box(more?: object): Loose;
export function box(id: number, kind: string, more?: object): Loose;
export function asking(more?: object): Loose;
export function proposals(): Loose[];
export function questions(answered?: boolean): Loose[];
export function standings(shown?: boolean): Loose;
export function outcome(declared: boolean): Loose;

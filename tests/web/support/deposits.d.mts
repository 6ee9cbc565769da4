// SPDX-License-Identifier: Apache-2.0
import type { BoxKind, DepositContent } from '../../../app/web/src/protocol';

export function open_deposit(
    sodium: unknown,
    seed: string,
    kind: BoxKind,
    ranked: readonly number[],
    blob: string,
): { token: string; seat: number; sequence: number; content: DepositContent };

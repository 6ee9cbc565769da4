// SPDX-License-Identifier: Apache-2.0
// Node 18 has the browsers' source of chance, but not under the browsers' name.
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto;

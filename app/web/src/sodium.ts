// SPDX-License-Identifier: Apache-2.0
// The one door to libsodium, which does all cryptography of this page (a page over plain http has no
// crypto.subtle). Nothing of it may be called before `sodium_ready` has come.
import sodium from 'libsodium-wrappers';

export { sodium };
export const sodium_ready: Promise<void> = sodium.ready;

// As the host writes bytes in texts: URL-safe, unpadded.
export function to_base64(bytes: Uint8Array): string {
  return sodium.to_base64(bytes, sodium.base64_variants.URLSAFE_NO_PADDING);
}

// The bytes, or null where this is not how bytes are written.
export function from_base64(text: string): Uint8Array | null {
  try {
    return sodium.from_base64(text, sodium.base64_variants.URLSAFE_NO_PADDING);
  } catch {
    return null;
  }
}

export function from_hex(text: string, bytes: number): Uint8Array | null {
  return text.length === 2 * bytes && /^[0-9a-f]*$/.test(text) ? sodium.from_hex(text) : null;
}

// SPDX-License-Identifier: Apache-2.0
// libsodium and the ways in which the host writes bytes as texts. Nothing of it may be used before
// load_cipher (channel.ts) has been waited for.
import sodium from 'libsodium-wrappers';

export { sodium };

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

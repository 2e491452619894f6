import { CannotUnseal, seal, unseal } from "../crypto/seal";

/** What the sealed key of a source is bound to: it can be opened only as a key of this source. */
export const sourceKeyContext = (sourceId: string) => `source:${sourceId}:key`;

/** Seals a key of a source with the current encryption key. */
export function sealSourceKey(sourceId: string, key: string): Uint8Array<ArrayBuffer> {
  return seal(key, sourceKeyContext(sourceId));
}

/** Opens a key of a source, for callers that can continue without it: null if it cannot be opened. */
export function openSourceKey(sourceId: string, sealed: Uint8Array): string | null {
  try {
    return unseal(sealed, sourceKeyContext(sourceId));
  } catch (error) {
    if (error instanceof CannotUnseal) return null;
    throw error;
  }
}

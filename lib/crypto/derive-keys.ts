// Short file: beside seal.ts, because both use the encryption keys, for different things.
import { hkdfSync } from "node:crypto";
import { env } from "../env";

/**
 * Derives a key for one purpose from each encryption key (HKDF, RFC 5869): first the key that signs, then those that only verify. So no
 * secret is used for two purposes, and what an earlier encryption key signed stays valid while that key is configured.
 */
export function deriveKeys(purpose: string): Buffer[] {
  const noSalt = Buffer.alloc(0);
  return env().HOOKLEDGER_ENCRYPTION_KEY.map((key) =>
    Buffer.from(hkdfSync("sha256", key, noSalt, `hookledger ${purpose}`, 32)),
  );
}

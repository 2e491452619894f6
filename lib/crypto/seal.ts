import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { env } from "../env";

/**
 * Secrets at rest: AES-256-GCM. Layout: 1 byte version, 4 bytes key ID, 12 bytes IV, 16 bytes tag, ciphertext.
 * The key ID names the configured key that sealed the value, so that the encryption key can be changed while values sealed with a
 * previous key can still be opened. `context` (such as "webhook:<id>:key") is authenticated data: a ciphertext copied into another row
 * cannot be opened there.
 */
const formatVersion = 1;
const headerLength = 1 + 4 + 12 + 16;

/** Lists the IDs of the configured encryption keys, in hex: first the key that seals new values, then the keys that only open values. */
export function listEncryptionKeyIds(): string[] {
  return env().HOOKLEDGER_ENCRYPTION_KEY.map((key) => computeKeyId(key).toString("hex"));
}

/** Returns the first bytes of every value that the current encryption key seals: format version and key ID. */
export function getCurrentSealPrefix(): Buffer {
  return Buffer.concat([Buffer.of(formatVersion), computeKeyId(getCurrentKey())]);
}

function getCurrentKey(): Buffer {
  const key = env().HOOKLEDGER_ENCRYPTION_KEY[0];
  if (!key) throw new Error("HOOKLEDGER_ENCRYPTION_KEY is not set.");
  return key;
}

function computeKeyId(key: Buffer): Buffer {
  return createHash("sha256").update("hookledger key id").update(key).digest().subarray(0, 4);
}

/** Seals text with the current encryption key. */
export function seal(text: string, context: string): Uint8Array<ArrayBuffer> {
  const key = getCurrentKey();
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Uint8Array.from(Buffer.concat([getCurrentSealPrefix(), iv, cipher.getAuthTag(), sealed]));
}

/** The error when a sealed value cannot be opened. */
export class CannotUnseal extends Error {
  override name = "CannotUnseal";
}

/** Opens a sealed value. Throws CannotUnseal when its key is not configured or the bytes were modified. */
export function unseal(bytes: Uint8Array, context: string): string {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < headerLength || data[0] !== formatVersion)
    throw new CannotUnseal("The stored bytes are not a sealed value.");
  const key = env().HOOKLEDGER_ENCRYPTION_KEY.find((candidate) =>
    computeKeyId(candidate).equals(data.subarray(1, 5)),
  );
  if (!key) {
    const id = data.subarray(1, 5).toString("hex");
    throw new CannotUnseal(
      `The encryption key that sealed this secret (id ${id}) is not in HOOKLEDGER_ENCRYPTION_KEY.`,
    );
  }
  const decipher = createDecipheriv("aes-256-gcm", key, data.subarray(5, 17)).setAAD(Buffer.from(context));
  decipher.setAuthTag(data.subarray(17, headerLength));
  try {
    return Buffer.concat([decipher.update(data.subarray(headerLength)), decipher.final()]).toString("utf8");
  } catch {
    throw new CannotUnseal("A sealed secret was modified or belongs to another row.");
  }
}

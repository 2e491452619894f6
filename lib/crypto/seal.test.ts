import { afterEach, expect, test, vi } from "vitest";
import { resetEnv } from "../env";
import { CannotUnseal, currentSealPrefix, encryptionKeyIds, seal, unseal } from "./seal";

const key = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const use = (...keys: string[]) => {
  vi.stubEnv("DATABASE_URL", "postgresql://unused.invalid/none");
  vi.stubEnv("HOOKLEDGER_ENCRYPTION_KEY", keys.join(","));
  resetEnv();
};
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

test("opens its own output, which differs each time", () => {
  use(key(1));
  const sealed = seal("whsec", "webhook:1:key");
  expect(unseal(sealed, "webhook:1:key")).toBe("whsec");
  expect(seal("whsec", "webhook:1:key")).not.toEqual(sealed);
  expect(Buffer.from(sealed).includes("whsec")).toBe(false);
});

test("does not open in another row, when modified, or without its key", () => {
  use(key(1));
  const sealed = seal("whsec", "webhook:1:key");
  expect(() => unseal(sealed, "webhook:2:key")).toThrow(CannotUnseal);
  const touched = Uint8Array.from(sealed);
  touched[touched.length - 1] = (touched.at(-1) ?? 0) ^ 1;
  expect(() => unseal(touched, "webhook:1:key")).toThrow(CannotUnseal);
  expect(() => unseal(new Uint8Array(3), "webhook:1:key")).toThrow(CannotUnseal);
  use(key(2));
  expect(() => unseal(sealed, "webhook:1:key")).toThrow(/HOOKLEDGER_ENCRYPTION_KEY/);
});

test("an old key still opens after a change of the encryption key", () => {
  use(key(1));
  const sealed = seal("whsec", "webhook:1:key");
  use(key(2), key(1));
  expect(unseal(sealed, "webhook:1:key")).toBe("whsec");
});

test("the prefix of a sealed value identifies its key, and the error names a missing key by its id", () => {
  use(key(1));
  const sealed = seal("whsec", "webhook:1:key");
  expect(Buffer.from(sealed).subarray(0, 5)).toEqual(currentSealPrefix());
  const [first] = encryptionKeyIds();
  use(key(2), key(1));
  expect(encryptionKeyIds()[1]).toBe(first);
  expect(Buffer.from(sealed).subarray(0, 5)).not.toEqual(currentSealPrefix());
  use(key(2));
  expect(() => unseal(sealed, "webhook:1:key")).toThrow(`(id ${first})`);
});

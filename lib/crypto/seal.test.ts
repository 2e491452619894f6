import { afterEach, expect, test, vi } from "vitest";
import { resetEnv } from "../env";
import { CannotUnseal, getCurrentSealPrefix, listEncryptionKeyIds, seal, unseal } from "./seal";

const makeKey = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const useKeys = (...keys: string[]) => {
  vi.stubEnv("DATABASE_URL", "postgresql://unused.invalid/none");
  vi.stubEnv("HOOKLEDGER_ENCRYPTION_KEY", keys.join(","));
  resetEnv();
};
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

test("unseal opens what seal returns, and sealing the same text twice gives different values", () => {
  useKeys(makeKey(1));
  const sealed = seal("whsec", "webhook:1:key");
  expect(unseal(sealed, "webhook:1:key")).toBe("whsec");
  expect(seal("whsec", "webhook:1:key")).not.toEqual(sealed);
  expect(Buffer.from(sealed).includes("whsec")).toBe(false);
});

test("a sealed value cannot be opened in another row, after a modification, or without its key", () => {
  useKeys(makeKey(1));
  const sealed = seal("whsec", "webhook:1:key");
  expect(() => unseal(sealed, "webhook:2:key")).toThrow(CannotUnseal);
  const touched = Uint8Array.from(sealed);
  touched[touched.length - 1] = (touched.at(-1) ?? 0) ^ 1;
  expect(() => unseal(touched, "webhook:1:key")).toThrow(CannotUnseal);
  expect(() => unseal(new Uint8Array(3), "webhook:1:key")).toThrow(CannotUnseal);
  useKeys(makeKey(2));
  expect(() => unseal(sealed, "webhook:1:key")).toThrow(/HOOKLEDGER_ENCRYPTION_KEY/);
});

test("values sealed with an earlier encryption key can be opened as long as that key is still configured", () => {
  useKeys(makeKey(1));
  const sealed = seal("whsec", "webhook:1:key");
  useKeys(makeKey(2), makeKey(1));
  expect(unseal(sealed, "webhook:1:key")).toBe("whsec");
});

test("the prefix of a sealed value identifies its key, and the error for a missing key contains that key's ID", () => {
  useKeys(makeKey(1));
  const sealed = seal("whsec", "webhook:1:key");
  expect(Buffer.from(sealed).subarray(0, 5)).toEqual(getCurrentSealPrefix());
  const [first] = listEncryptionKeyIds();
  useKeys(makeKey(2), makeKey(1));
  expect(listEncryptionKeyIds()[1]).toBe(first);
  expect(Buffer.from(sealed).subarray(0, 5)).not.toEqual(getCurrentSealPrefix());
  useKeys(makeKey(2));
  expect(() => unseal(sealed, "webhook:1:key")).toThrow(`(id ${first})`);
});

import { afterEach, expect, test, vi } from "vitest";
import { resetEnv } from "../env";
import { newId } from "../ids";
import { signLinkToken, verifyLinkToken } from "./link-token";

afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

function configureKeys(...bytes: number[]) {
  const keys = bytes.map((byte) => Buffer.alloc(32, byte).toString("base64"));
  vi.stubEnv("HOOKLEDGER_ENCRYPTION_KEY", keys.join(","));
  resetEnv();
}

test("a signed token yields its link's ID, with the scheme in any case", () => {
  const id = newId();
  const token = signLinkToken(id);
  expect(token).toMatch(/^hlp_[\w-]{64}$/);
  for (const scheme of ["Bearer", "bearer"]) expect(verifyLinkToken(`${scheme} ${token}`)).toBe(id);
});

test("a token whose ID or signature was changed anywhere is rejected", () => {
  const token = signLinkToken(newId());
  for (let index = 4; index < token.length; index += 1) {
    const changed = `${token.slice(0, index)}${token[index] === "A" ? "B" : "A"}${token.slice(index + 1)}`;
    expect(verifyLinkToken(`Bearer ${changed}`), String(index)).toBeNull();
  }
  const other = signLinkToken(newId());
  expect(verifyLinkToken(`Bearer ${token.slice(0, 25)}${other.slice(25)}`)).toBeNull();
});

test.each([
  null,
  "",
  "Bearer",
  "Bearer hlp_short",
  `Basic hlp_${"a".repeat(64)}`,
  `Bearer hl_${"a".repeat(43)}`,
])("%j contains no portal link", (header) => {
  expect(verifyLinkToken(header)).toBeNull();
});

test("a token counts while the encryption key that signed it is configured, also as an old one", () => {
  configureKeys(1);
  const id = newId();
  const header = `Bearer ${signLinkToken(id)}`;
  configureKeys(2, 1);
  expect(verifyLinkToken(header)).toBe(id);
  configureKeys(2);
  expect(verifyLinkToken(header)).toBeNull();
});

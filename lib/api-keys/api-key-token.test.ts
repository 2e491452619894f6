import { expect, test } from "vitest";
import { apiKeyOf, apiKeyPrefix, hashApiKey, newApiKeyToken } from "./api-key-token";

test("a key is hl_ and 43 characters, another one each time", () => {
  const token = newApiKeyToken();
  expect(token).toMatch(/^hl_[A-Za-z0-9_-]{43}$/);
  expect(newApiKeyToken()).not.toBe(token);
  expect(token.startsWith(apiKeyPrefix(token))).toBe(true);
  expect(hashApiKey(token)).toHaveLength(32);
});

test.each(["Bearer", "bearer", "BEARER", "bEaReR"])("the scheme %s is understood", (scheme) => {
  const token = newApiKeyToken();
  expect(apiKeyOf(`${scheme} ${token}`)).toBe(token);
});

test.each([
  null,
  "",
  "Bearer",
  "Bearer hl_short",
  `Basic hl_${"a".repeat(43)}`,
  `Bearer HL_${"a".repeat(43)}`,
  `Bearer hl_${"a".repeat(44)}`,
  `Bearer hl_${"a".repeat(43)} x`,
  `Bearer${" ".repeat(100_000)}x`,
])("%j holds no key", (header) => {
  expect(apiKeyOf(header)).toBeNull();
});

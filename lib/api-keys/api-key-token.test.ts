import { expect, test } from "vitest";
import { generateApiKey, hashApiKey, parseApiKey, toApiKeyPrefix } from "./api-key-token";

test("each key is hl_ followed by 43 random characters", () => {
  const token = generateApiKey();
  expect(token).toMatch(/^hl_[A-Za-z0-9_-]{43}$/);
  expect(generateApiKey()).not.toBe(token);
  expect(token.startsWith(toApiKeyPrefix(token))).toBe(true);
  expect(hashApiKey(token)).toHaveLength(32);
});

test.each(["Bearer", "bearer", "BEARER", "bEaReR"])("the scheme %s is accepted", (scheme) => {
  const token = generateApiKey();
  expect(parseApiKey(`${scheme} ${token}`)).toBe(token);
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
])("%j contains no API key", (header) => {
  expect(parseApiKey(header)).toBeNull();
});

import { expect, test } from "vitest";
import { keyRows } from "./key-row";

const now = new Date("2026-03-02T09:00:00Z");
const key = {
  id: "1",
  name: "Core",
  prefix: "hl_abcdef",
  scopes: ["events:write", "of-an-older-version"],
  partner: null,
  createdBy: "ada@bank.example",
  createdAt: now,
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
};

test.each([
  [{}, "active"],
  [{ expiresAt: new Date("2026-03-02T09:00:01Z") }, "active"],
  [{ expiresAt: now }, "expired"],
  [{ expiresAt: now, revokedAt: now }, "revoked"],
])("%j is %s", (given, state) => {
  expect(keyRows([{ ...key, ...given }], now)).toMatchObject([{ state }]);
});

test("scopes are told in words; one that is no longer known by its name", () => {
  expect(keyRows([key], now)[0]?.scopeWords).toEqual(["Send events", "of-an-older-version"]);
});

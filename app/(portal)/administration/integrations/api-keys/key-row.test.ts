import { expect, test } from "vitest";
import { toApiKeyRows } from "./key-row";

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
  state: "active" as const,
};

test("a known scope is shown by its label, a scope from an older version by its name", () => {
  expect(toApiKeyRows([key])[0]?.scopeLabels).toEqual(["Send events", "of-an-older-version"]);
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { auditActions } from "./actions";
import { csvRow } from "./csv";
import type { AuditEntryView } from "./schema";
import { sentenceOf } from "./sentence";

function entry(given: Partial<AuditEntryView>): AuditEntryView {
  return {
    id: "1",
    at: "2026-03-02T09:00:00.000Z",
    actorKind: "user",
    actorId: "2",
    actorName: "ada@bank.example",
    partnerName: null,
    action: "user.signed-in",
    targetType: "user",
    targetId: "3",
    targetName: "sam@bank.example",
    details: {},
    ...given,
  };
}

test.each<[Partial<AuditEntryView>, string]>([
  [{}, "signed in"],
  [{ details: { via: "OpenID Connect" } }, "signed in with OpenID Connect"],
  [
    { action: "user.role-changed", details: { from: "viewer", to: "servicing" } },
    "gave sam@bank.example the role servicing instead of viewer",
  ],
  [{ action: "user.password-changed", details: { own: true } }, "changed their own password"],
  [{ action: "user.password-changed", details: { own: false } }, "set a new password for sam@bank.example"],
  [
    {
      action: "role.changed",
      targetName: "Ops",
      details: { from: { name: "Op", permissions: ["A"] }, to: { name: "Ops", permissions: [] } },
    },
    "changed the role Ops (before: Op): it had A, now nothing",
  ],
  [{ action: "role.deleted", targetName: null, details: { name: "Op" } }, "deleted the role Op"],
  [{ action: "role.deleted", targetName: null, targetId: "r1" }, "deleted the role r1"],
  [{ action: "of.later", targetName: null, targetId: "r1" }, "of.later: r1"],
])("%j", (given, deed) => {
  expect(sentenceOf(entry(given))).toBe(`ada@bank.example ${deed}.`);
});

test("every action that is written down has a sentence", () => {
  const lib = join(import.meta.dirname, "..");
  const written = readdirSync(lib, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("test.ts"))
    .flatMap((file) => [...readFileSync(join(lib, file), "utf8").matchAll(/\baction: "([a-z-]+\.[a-z-]+)"/g)])
    .map(([, action]) => action);
  expect(written.length).toBeGreaterThan(10);
  expect(written.filter((action) => !(`${action}` in auditActions))).toEqual([]);
});

test.each([
  ["plain", "plain"],
  ["a,b", '"a,b"'],
  ['say "x"\nnow', '"say ""x""\nnow"'],
  ["=1+1", `"'=1+1"`],
  ["+1", `"'+1"`],
  ["-1", `"'-1"`],
  ["@x", `"'@x"`],
  ["\tx", `"'\tx"`],
  ["\rx", `"'\rx"`],
  ["a=1", "a=1"],
  ["", ""],
])("the cell %j", (cell, written) => {
  expect(csvRow([cell, "z"])).toBe(`${written},z\r\n`);
});

import { expect, test } from "vitest";
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
    targetExists: true,
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
  [{ action: "toString", targetName: null, targetId: "r1" }, "toString: r1"],
  [
    {
      action: "webhook.simulated",
      targetType: "webhook",
      targetName: "Core",
      details: { eventType: "LoanPaid" },
    },
    "sent a simulated event to the webhook Core (LoanPaid)",
  ],
  [
    {
      action: "webhook.tested",
      targetType: "webhook",
      targetName: "Core",
      details: { eventType: "LoanPaid", url: "https://a.example/", succeeded: false, responseCode: 500 },
    },
    "sent a test of the webhook Core (LoanPaid) to https://a.example/: it failed, response 500",
  ],
  [
    {
      action: "webhook.tested",
      targetType: "webhook",
      targetName: null,
      details: {
        name: "Core",
        eventType: "LoanPaid",
        url: "https://a.example/",
        succeeded: false,
        responseCode: null,
      },
    },
    "sent a test of the webhook Core (LoanPaid) to https://a.example/: it failed, without a response",
  ],
])("%j", (given, deed) => {
  expect(sentenceOf(entry(given))).toBe(`ada@bank.example ${deed}.`);
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

import { expect, test } from "vitest";
import { auditActions } from "./actions";
import { describeAction, describeEntry } from "./describe-entry";
import type { AuditEntryView } from "./schema";

function makeEntry(given: Partial<AuditEntryView>): AuditEntryView {
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
    "changed the role of sam@bank.example from viewer to servicing",
  ],
  [{ action: "user.password-changed", details: { own: true } }, "changed their own password"],
  [{ action: "user.password-changed", details: { own: false } }, "set a new password for sam@bank.example"],
  [
    {
      action: "role.changed",
      targetName: "Ops",
      details: { from: { name: "Op", permissions: ["A"] }, to: { name: "Ops", permissions: [] } },
    },
    "changed the permissions of the role Ops (previously Op) from A to nothing",
  ],
  [
    {
      action: "role.changed",
      targetName: "Ops",
      details: { from: { name: "Op", permissions: ["A"] }, to: { name: "Ops", permissions: ["A"] } },
    },
    "renamed the role Op to Ops",
  ],
  [
    { action: "webhook.enabled", targetName: "Core", details: { heldDeliveries: "deliver", deliveries: 1 } },
    "enabled the webhook Core and released 1 held delivery",
  ],
  [
    {
      action: "webhook.changed",
      targetName: "Core",
      details: { url: {}, retryDelays: {}, droppedHeaders: ["X-Api-Key"], droppedAuthentication: "basic" },
    },
    "changed the webhook Core: URL, retry delays; also removed: the header X-Api-Key, the receiver authentication",
  ],
  [
    { action: "source.changed", targetName: "Pricing", details: { networks: {}, duplicateSeconds: {} } },
    "changed the source Pricing: networks, time for repetitions",
  ],
  [
    {
      action: "source.key-rotated",
      targetName: "Loans",
      details: { overlapHours: 24, verification: { from: { kind: "none" }, to: { kind: "header" } } },
    },
    "set the first key of the source Loans, which verifies its messages from then on",
  ],
  [
    {
      action: "source.message-taken",
      targetName: "Pricing",
      details: { messageId: "m1", verified: false, reason: "The key was changed first" },
    },
    "took a message that did not verify of the source Pricing (m1): The key was changed first",
  ],
])("the entry %j has the expected sentence", (given, predicate) => {
  expect(describeEntry(makeEntry(given))).toBe(`ada@bank.example ${predicate}.`);
});

test.each<[Partial<AuditEntryView>, string]>([
  [{ targetName: "Now", details: { name: "Then" } }, "Now"],
  [{ targetName: null, details: { name: "Then" } }, "Then"],
  [{ targetName: null, details: { email: "then@bank.example" } }, "then@bank.example"],
  [{ targetName: null, targetId: "r1" }, "r1"],
])("a target is called by its current name, else its recorded name, else its ID: %j", (given, name) => {
  expect(describeAction(makeEntry({ action: "role.deleted", ...given }))).toBe(
    auditActions["role.deleted"].sentence(name, {}),
  );
});

test.each(["of.later", "toString"])(
  "the action %s, which this version does not know, is shown by its name, with its target",
  (action) => {
    expect(describeAction(makeEntry({ action, targetName: null, targetId: "r1" }))).toBe(`${action}: r1`);
  },
);

test.each(Object.entries(auditActions))(
  "the sentence of %s is complete even without details, as earlier versions recorded fewer of them",
  (action) => {
    expect(describeAction(makeEntry({ action }))).not.toMatch(/undefined|NaN|null/);
  },
);

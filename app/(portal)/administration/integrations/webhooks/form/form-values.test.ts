import { expect, test } from "vitest";
import type { WebhookView } from "@/lib/webhooks/schema";
import { findDuplicateHeader } from "./duplicate-header";
import { suggestPolicyValues } from "./failure-policy-values";
import { toCreateInput, toFormValues, toPreviewInput, toTestInput, toUpdateInput } from "./form-values";
import { toSavedValues } from "./saved-values";

const webhook: WebhookView = {
  id: "01931b7e-0000-7000-8000-000000000001",
  name: "Core",
  url: "https://core.example/hooks",
  partnerId: null,
  dialect: "precisionlender",
  triggers: ["OpportunityCreated", { eventType: "OpportunityUpdated", condition: "data.amount > 5" }],
  state: "enabled",
  stateReason: null,
  stateChangedAt: "2026-11-21T12:00:00.000Z",
  stateChangedBy: "ada@example.com",
  retryDelays: [60, 300],
  timeoutSeconds: 15,
  successRule: "200",
  failurePolicy: { kind: "failures", count: 1 },
  maxRequestsPerSecond: null,
  sequence: false,
  ordered: false,
  orderAfterFailure: "wait",
  signatureHeader: "X-PL-Signature",
  signatureEncoding: "base64",
  headers: { "X-Tenant": "********", "X-Old": "********" },
  method: "POST",
  number: 1,
  options: {},
  authentication: null,
  owner: null,
  selfHealing: false,
  previousKeyValidUntil: null,
  previousKeysValidUntil: [],
  heldDeliveries: 0,
  createdAt: "2026-11-21T12:00:00.000Z",
  updatedAt: "2026-11-21T12:00:00.000Z",
};
const savedValues = toFormValues(webhook);
const updateInputWith = (change: Partial<typeof savedValues>) =>
  toUpdateInput({ ...savedValues, ...change }, savedValues);

test("an unchanged form sends nothing", () => {
  expect(updateInputWith({})).toEqual({});
});

test("only changed settings are sent, and typed numbers are sent as numbers", () => {
  expect(updateInputWith({ name: "Bridge", retryDelays: ["60", " 90 "] })).toEqual({
    name: "Bridge",
    retryDelays: [60, 90],
  });
  expect(updateInputWith({ timeoutSeconds: "" })).toEqual({ timeoutSeconds: Number.NaN });
});

test("a typed owner is sent, and a blank owner removes the saved one", () => {
  expect(updateInputWith({ owner: "pay@bank.example" })).toEqual({ owner: "pay@bank.example" });
  const owned = { ...savedValues, owner: "pay@bank.example" };
  expect(toUpdateInput({ ...owned, owner: " " }, owned)).toEqual({ owner: null });
});

test("a changed failure policy is sent as a whole", () => {
  const failurePolicy = suggestPolicyValues("noSuccess");
  expect(updateInputWith({ failurePolicy })).toEqual({
    failurePolicy: { kind: "noSuccess", windowMinutes: 60, minimumDeliveries: 3 },
  });
});

test("a blank throttle means no limit; the preview includes sequence numbers", () => {
  expect(updateInputWith({ maxRequestsPerSecond: " " })).toEqual({});
  expect(updateInputWith({ maxRequestsPerSecond: "20", sequence: true })).toEqual({
    maxRequestsPerSecond: 20,
    sequence: true,
  });
  const numbered = { ...savedValues, sequence: true };
  expect(toPreviewInput(numbered, savedValues, "X", null)).toMatchObject({ sequence: true });
});

test("a trigger keeps its condition when another trigger is added", () => {
  const triggers = new Set([...savedValues.triggers, "OpportunityDeleted"]);
  expect(updateInputWith({ triggers }).triggers).toEqual([
    "OpportunityCreated",
    "OpportunityDeleted",
    { eventType: "OpportunityUpdated", condition: "data.amount > 5" },
  ]);
});

test("a condition is sent with its language, CEL being the default, and so is a change of the language alone", () => {
  const conditions = { OpportunityUpdated: "(> amount 5)" };
  const languages = { OpportunityUpdated: "clojure" } as const;
  const trigger = {
    eventType: "OpportunityUpdated",
    condition: "(> amount 5)",
    language: "clojure" as const,
  };
  expect(updateInputWith({ conditions, languages }).triggers).toEqual(["OpportunityCreated", trigger]);
  const saved = toFormValues({ ...webhook, triggers: [trigger] });
  expect(saved).toMatchObject({ conditions, languages });
  expect(toUpdateInput(saved, saved)).toEqual({});
  expect(toUpdateInput({ ...saved, languages: { OpportunityUpdated: "cel" } }, saved).triggers).toEqual([
    { eventType: "OpportunityUpdated", condition: "(> amount 5)" },
  ]);
  expect(toUpdateInput({ ...saved, conditions: {} }, saved).triggers).toEqual(["OpportunityUpdated"]);
});

test('"all events" replaces all other triggers only if it has no condition', () => {
  expect(updateInputWith({ allEvents: true }).triggers).toEqual(["*"]);
  const conditions = { "*": "data.amount > 5" };
  const values = { ...savedValues, allEvents: true, triggers: new Set(["OpportunityCreated"]), conditions };
  expect(toUpdateInput(values, savedValues).triggers).toEqual([
    { eventType: "*", condition: "data.amount > 5" },
    "OpportunityCreated",
  ]);
});

test("typed header values replace saved ones, removed rows remove headers, and blank new rows are ignored", () => {
  const [tenant] = savedValues.headers;
  const headers = [
    { ...(tenant as (typeof savedValues.headers)[number]), value: "8" },
    { row: 2, name: " X-New ", value: "1", hasSavedValue: false },
    { row: 3, name: "", value: "", hasSavedValue: false },
  ];
  expect(updateInputWith({ headers }).headers).toEqual({ "X-Tenant": "8", "X-Old": null, "X-New": "1" });
});

test("after a new header has been saved, saving again does not send it", () => {
  const added = { row: 4, name: "X-New ", value: "1", hasSavedValue: false };
  const saved = toSavedValues({ ...savedValues, headers: [...savedValues.headers, added] });
  expect(saved.headers.at(-1)).toEqual({ row: 4, name: "X-New", value: "", hasSavedValue: true });
  expect(toUpdateInput(saved, saved)).toEqual({});
});

test("findDuplicateHeader ignores case", () => {
  const again = { row: 9, name: "x-tenant", value: "1", hasSavedValue: false };
  expect(findDuplicateHeader(savedValues)).toBeUndefined();
  expect(findDuplicateHeader({ ...savedValues, headers: [...savedValues.headers, again] })).toBe("x-tenant");
});

test("the state is sent only when the user has changed it", () => {
  expect(updateInputWith({ state: "disabled" })).toEqual({ state: "disabled" });
  const paused = { ...savedValues, state: "paused" as const };
  expect(toUpdateInput(paused, paused)).toEqual({});
  expect(toUpdateInput({ ...paused, state: "enabled", heldDeliveries: "discard" }, paused)).toEqual({
    state: "enabled",
    heldDeliveries: "discard",
  });
});

test("creating sends every setting and the key", () => {
  const input = toCreateInput({ ...savedValues, key: "k".repeat(20), headers: [] });
  expect(input).toMatchObject({ name: "Core", key: "k".repeat(20), state: "enabled", timeoutSeconds: 15 });
});

test("a test uses the form's values; a saved webhook's key stays on the server", () => {
  const removed = { ...savedValues, url: "https://new.example/", headers: savedValues.headers.slice(1) };
  const sent = toTestInput({ ...removed, key: "typed" }, savedValues, webhook.id, "OpportunityCreated");
  expect(sent).toMatchObject({ webhookId: webhook.id, url: "https://new.example/", timeoutSeconds: 15 });
  expect(sent.headers).toEqual({ "X-Tenant": null });
  expect(sent).not.toHaveProperty("key");
  expect(toTestInput({ ...savedValues, key: "typed" }, savedValues, null, "X")).toMatchObject({
    key: "typed",
  });
});

test("a blank condition is removed, and a version is sent only when it changed", () => {
  expect(updateInputWith({ conditions: { OpportunityUpdated: " " } }).triggers).toEqual([
    "OpportunityCreated",
    "OpportunityUpdated",
  ]);
  expect(updateInputWith({ versions: { ...savedValues.versions, OpportunityCreated: 2 } }).triggers).toEqual([
    { eventType: "OpportunityCreated", version: 2 },
    { eventType: "OpportunityUpdated", condition: "data.amount > 5" },
  ]);
});

test("an empty authentication secret keeps the saved secret of the same kind", () => {
  const basic = toFormValues({
    ...webhook,
    authentication: { kind: "basic", username: "ada", password: "********" },
  });
  expect(toUpdateInput(basic, basic)).toEqual({});
  const fields = { ...basic.authentication.fields, username: "bea" };
  expect(toUpdateInput({ ...basic, authentication: { ...basic.authentication, fields } }, basic)).toEqual({
    authentication: { kind: "basic", username: "bea", password: "********" },
  });
  const bearer = { ...basic.authentication, kind: "bearer" as const };
  expect(toUpdateInput({ ...basic, authentication: bearer }, basic)).toEqual({
    authentication: { kind: "bearer", token: "" },
  });
  expect(updateInputWith({ authentication: { ...savedValues.authentication, kind: "none" } })).toEqual({});
});

test("empty options are not sent; a preview does not send the secret of the authentication", () => {
  expect(updateInputWith({ options: { variables: [], bodyTemplate: "" } })).toEqual({});
  const [tenant] = savedValues.headers;
  const authentication = {
    kind: "basic" as const,
    savedKind: null,
    fields: { username: "a", password: "secret" },
  };
  const preview = toPreviewInput(
    { ...savedValues, authentication, headers: tenant ? [tenant] : [] },
    savedValues,
    "X",
    null,
  );
  expect(JSON.stringify(preview)).not.toContain("secret");
  expect(preview).toMatchObject({ headers: { "X-Tenant": null }, authentication: { kind: "basic" } });
});

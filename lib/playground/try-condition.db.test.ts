import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, postEvent, scope } from "@/testing/ledger";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { previewRequest } from "./preview-request";
import { previewRequestSchema } from "./schema";
import { tryCondition } from "./try-condition";

useDatabase();
const cel = (expression: string) => ({ expression, language: "cel" as const });
beforeAll(fillCatalogue);

const parsePreviewInput = (settings: Record<string, unknown>) =>
  previewRequestSchema.parse({
    eventType: "PaymentPosted",
    eventId: null,
    url: "https://a.example/",
    method: "POST",
    dialect: "loanpro",
    options: {},
    headers: {},
    signatureHeader: "X-Signature",
    signatureEncoding: "hex",
    authentication: null,
    ...settings,
  });
const loadPreview = async (settings: Record<string, unknown>, by = scope) => {
  const result = await previewRequest(by, parsePreviewInput(settings));
  if (!result.ok) throw new Error(result.rejected);
  return result.preview;
};
const partnerScope = makeScope({
  actor: { kind: "apiKey", id: null, name: "Another partner" },
  partnerId: newId(),
  permissions: ["webhooks:write", "deliveries:read", "customer-data:read"],
});

test("the preview shows a sequence number only if the webhook has sequence numbers", async () => {
  const findSequenceHeader = async (sequence: boolean) =>
    (await loadPreview({ sequence })).headers.find(({ name }) => name === "X-Hookledger-Sequence")?.value;
  expect([await findSequenceHeader(true), await findSequenceHeader(false)]).toEqual(["1", undefined]);
});

test("trying a condition on past events shows which events matched, which did not, and why", async () => {
  await postEvent({ type: "PaymentPosted", entityId: "L-1", data: { amount: 50, tags: ["ach"] } });
  await postEvent({
    type: "PaymentPosted",
    entityId: "L-2",
    data: { amount: 500 },
    changes: { status: { from: "Open", to: "Closed" } },
  });
  await postEvent({ type: "AccountCreated", entityId: "L-3" });
  const tryResult = await tryCondition(
    scope,
    "PaymentPosted",
    cel('data.amount > 100 && (changes.status.to == "Closed" || "ach" in data.tags)'),
  );
  if (!tryResult.ok) throw new Error(tryResult.message);
  expect(tryResult.events.map(({ entityId, outcome }) => [entityId, outcome])).toEqual([
    ["L-2", "matched"],
    ["L-1", "not_matched"],
  ]);
  expect(tryResult.events[0]?.parts).toEqual([
    { text: "data.amount > 100", value: "true", error: null, reads: [{ path: "data.amount", value: "500" }] },
    {
      text: 'changes.status.to == "Closed"',
      value: "true",
      error: null,
      reads: [{ path: "changes.status.to", value: '"Closed"' }],
    },
    {
      text: '"ach" in data.tags',
      value: null,
      error: "The event has no data.tags.",
      missing: true,
      reads: [{ path: "data.tags", value: null }],
    },
  ]);
  const resultForAll = await tryCondition(scope, "*", cel("data.amount > 1000"));
  expect(resultForAll).toMatchObject({ ok: true, events: [{ outcome: "error" }, {}, {}] });
  expect(await tryCondition(scope, "*", cel("data.amount >"))).toMatchObject({ ok: false });
});

test("a partner does not see the lender's events when it tries a condition or previews a request", async () => {
  await postEvent({ type: "PaymentPosted", entityId: "L-9" });
  expect(await tryCondition(partnerScope, "*", cel("true"))).toEqual({ ok: true, events: [] });
  expect((await loadPreview({}, partnerScope)).choices.map(({ id }) => id)).toEqual(["sample"]);
});

test("conditions and templates can neither show nor guess one-time codes", async () => {
  await postEvent({ type: "WB_Send_Otp", entityId: "c-1", data: { code: "492817", say: "PIN 492817" } });
  const exactMatchResult = await tryCondition(scope, "WB_Send_Otp", cel('data.code == "492817"'));
  expect(exactMatchResult).toMatchObject({ ok: true, events: [{ outcome: "not_matched" }] });
  const guessResult = await tryCondition(scope, "WB_Send_Otp", cel('data.say.contains("4928")'));
  expect(guessResult).toMatchObject({ ok: true, events: [{ outcome: "not_matched" }] });
  expect(JSON.stringify(exactMatchResult).replace('data.code == \\"492817\\"', "")).not.toContain("492817");
  const options = { bodyTemplate: '{"c": "{{ data.code }}", "say": "{{ data.say }}"}' };
  expect((await loadPreview({ eventType: "WB_Send_Otp", options })).body).not.toContain("492817");
});

test("the preview renders a real event, hides secrets and lists missing variables", async () => {
  await postEvent({ type: "PaymentPosted", entityId: "L-7", data: { amountDue: 7 } });
  const preview = await loadPreview({
    url: "https://a.example/{{ entity.id }}",
    method: "PUT",
    options: { bodyTemplate: '{"due": {{ data.amountDue }}, "who": "{{ data.who }}"}' },
    headers: { "X-Loan": "{{ entity.id }}", "X-Kept": null },
    authentication: { kind: "apiKey", header: "X-Api-Key" },
  });
  expect(preview).toMatchObject({
    method: "PUT",
    url: "https://a.example/L-7",
    body: '{"due": 7, "who": ""}',
    missingVariables: ["data.who"],
    errors: [],
    event: { entityId: "L-7" },
  });
  expect(Object.fromEntries(preview.headers.map(({ name, value }) => [name, value]))).toMatchObject({
    "X-Loan": "L-7",
    "X-Kept": "********",
    "X-Api-Key": "********",
    "X-Signature": "(calculated for each attempt)",
    "Content-Type": "application/json",
  });
  expect((await loadPreview({ method: "GET" })).body).toBeNull();
  expect((await loadPreview({ eventId: "sample" })).event.id).toBe("sample");
});

test("the preview lists errors with line and column", async () => {
  const { errors } = await loadPreview({ options: { bodyTemplate: "{\n  {{ data.x }" } });
  expect(errors).toEqual([
    { field: "options.bodyTemplate", message: expect.stringMatching(/^Line 2, column \d+/) },
  ]);
  expect((await loadPreview({ options: { variables: ["nope"] } })).errors[0]?.field).toBe(
    "options.variables.0",
  );
});

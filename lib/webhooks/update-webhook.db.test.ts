import { beforeAll, beforeEach, expect, test } from "vitest";
import { makeScope } from "@/lib/scope/scope";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { unseal } from "../crypto/seal";
import { prisma } from "../db";
import { newId } from "../ids";
import { simulateEvent } from "../playground/simulate-event";
import { allPermissions } from "../scope/permissions";
import { createWebhook } from "./create-webhook";
import { deleteWebhook } from "./delete-webhook";
import { findWebhook, listWebhooks } from "./queries";
import { rotateKey } from "./rotate-key";
import { createWebhookSchema, updateWebhookSchema } from "./schema";
import { sealContext } from "./secrets/sealed-values";
import { updateWebhook } from "./update-webhook";

useDatabase();
const url = "http://127.0.0.1:9/hook";
const update = (id: string, input: Record<string, unknown>) =>
  updateWebhook(scope, id, updateWebhookSchema.parse(input));
const listDeliveryStates = async (webhookId: string) =>
  (await prisma().delivery.findMany({ where: { webhookId }, orderBy: { id: "asc" } })).map(
    (row) => row.state,
  );
const listAuditActions = async (targetId: string) =>
  (await prisma().auditEntry.findMany({ where: { targetId }, orderBy: { id: "asc" } })).map(
    (row) => row.action,
  );

beforeAll(fillCatalogue);
beforeEach(async () => {
  await prisma().webhook.updateMany({ data: { deletedAt: new Date() } });
});

async function createPausedWebhookWithTwoHeldDeliveries() {
  const webhook = await makeWebhook({ url });
  await prisma().webhook.update({ where: { id: webhook.id }, data: { state: "paused" } });
  await postEvent();
  await postEvent();
  return webhook.id;
}

test("a new webhook has its dialect's defaults and an audit entry; its key is in the result, but not in later reads or the audit trail", async () => {
  const createResult = await createWebhook(scope, createWebhookSchema.parse({ url }));
  if (!createResult.ok) throw new Error();
  expect(createResult.webhook).toMatchObject({
    name: "New Webhook Configuration",
    state: "enabled",
    triggers: ["*"],
    retryDelays: [60, 300, 900, 3_600, 14_400],
    timeoutSeconds: 15,
    successRule: "200",
    signatureHeader: "X-PL-Signature",
    signatureEncoding: "base64",
  });
  expect(createResult.webhook.key).toMatch(/^[\w-]{43}$/);
  const read = await findWebhook(scope, createResult.webhook.id);
  expect(read).not.toHaveProperty("key");
  expect(JSON.stringify(await prisma().auditEntry.findMany())).not.toContain(createResult.webhook.key);
  expect(await listAuditActions(createResult.webhook.id)).toEqual(["webhook.created"]);
});

test("enabling a webhook releases its held deliveries by default", async () => {
  const id = await createPausedWebhookWithTwoHeldDeliveries();
  expect(await findWebhook(scope, id)).toMatchObject({ state: "paused", heldDeliveries: 2 });
  expect(await update(id, { state: "enabled" })).toMatchObject({
    ok: true,
    released: 2,
    webhook: { state: "enabled" },
  });
  expect(await listDeliveryStates(id)).toEqual(["pending", "pending"]);
  expect(await listAuditActions(id)).toContain("webhook.enabled");
});

test("enabling a webhook can discard its held deliveries, with the reason discarded_on_enable", async () => {
  const id = await createPausedWebhookWithTwoHeldDeliveries();
  expect(await update(id, { state: "enabled", heldDeliveries: "discard" })).toMatchObject({ released: 0 });
  expect(await listDeliveryStates(id)).toEqual(["discarded", "discarded"]);
  const [row] = await prisma().delivery.findMany({ where: { webhookId: id } });
  expect(row).toMatchObject({
    completedAt: expect.any(Date),
    stateReason: "discarded_on_enable",
  });
  const entry = await prisma().auditEntry.findFirst({ where: { targetId: id, action: "webhook.enabled" } });
  expect(entry?.details).toMatchObject({ from: "paused", heldDeliveries: "discard", deliveries: 2 });
});

test("enabling a webhook can keep its deliveries held, to be released later", async () => {
  const id = await createPausedWebhookWithTwoHeldDeliveries();
  await update(id, { state: "enabled", heldDeliveries: "keep" });
  expect(await listDeliveryStates(id)).toEqual(["held", "held"]);
  expect(await update(id, { state: "enabled", heldDeliveries: "deliver" })).toMatchObject({ released: 2 });
});

test("disabling a webhook holds its pending deliveries; while it is disabled, it gets no new deliveries", async () => {
  const webhook = await makeWebhook({ url });
  await postEvent();
  await update(webhook.id, { state: "disabled" });
  await postEvent();
  expect(await listDeliveryStates(webhook.id)).toEqual(["held"]);
});

test("an update cannot pause a webhook", () => {
  expect(updateWebhookSchema.safeParse({ state: "paused" }).success).toBe(false);
});

test("header values are write-only, and an update merges the headers; changed settings are audited without secrets", async () => {
  const webhook = await makeWebhook({ url, headers: { "X-A": "one", "X-B": "two" } });
  const updateResult = await update(webhook.id, {
    name: "Renamed",
    headers: { "x-a": null, "X-C": "three" },
  });
  expect(updateResult).toMatchObject({
    webhook: { name: "Renamed", headers: { "X-B": "********", "X-C": "********" } },
  });
  const row = await prisma().webhook.findUniqueOrThrow({ where: { id: webhook.id } });
  expect(JSON.parse(unseal(row.headersSealed as Uint8Array, sealContext.headers(webhook.id)))).toEqual({
    "X-B": "two",
    "X-C": "three",
  });
  const entry = await prisma().auditEntry.findFirstOrThrow({
    where: { targetId: webhook.id, action: "webhook.changed" },
  });
  expect(entry.details).toMatchObject({ name: { to: "Renamed" }, headers: ["x-a", "X-C"] });
  expect(JSON.stringify(entry)).not.toContain("three");
});

test("a previous key stays valid for the requested time", async () => {
  const webhook = await makeWebhook({ url, key: "the-first-key-of-all" });
  const rotated = await rotateKey(scope, webhook.id, { overlapHours: 24 });
  if (!rotated.ok) throw new Error(rotated.rejected);
  expect(rotated.webhook.key).not.toBe(webhook.key);
  const hours = (new Date(rotated.webhook.previousKeyValidUntil ?? 0).getTime() - Date.now()) / 3_600_000;
  expect(hours).toBeCloseTo(24, 1);
  const row = await prisma().previousKey.findFirstOrThrow({ where: { webhookId: webhook.id } });
  expect(unseal(row.keySealed, sealContext.key(webhook.id))).toBe(webhook.key);
});

test.each([
  [{ url: "http://10.0.0.1/" }, "url", "url_address_refused"],
  [{ url: "ftp://example.com/" }, "url", "url_scheme"],
  [{ url: "https://user:pass@example.com/" }, "url", "url_userinfo"],
  [{ triggers: ["NoSuchEvent"] }, "triggers.0", "unknown_event_type"],
  [{ triggers: [{ eventType: "*", condition: "data.x >" }] }, "triggers.0", "condition_invalid"],
  [{ headers: { Host: "evil" } }, "headers.Host", "header_refused"],
  [{ headers: { "X-A": "a\r\nb" } }, "headers.X-A", "header_refused"],
  [{ headers: { "x-pl-signature": "mine" } }, "headers.x-pl-signature", "header_refused"],
  [
    { headers: { "x-pl-signature-previous-2": "mine" } },
    "headers.x-pl-signature-previous-2",
    "header_refused",
  ],
  [{ signatureHeader: "Content-Type" }, "signatureHeader", "header_refused"],
])("%j is rejected, both when a webhook is created and when it is updated", async (settings, field, code) => {
  const invalid = [expect.objectContaining({ field, code, message: expect.any(String) })];
  expect(await createWebhook(scope, createWebhookSchema.parse({ url, ...settings }))).toEqual({
    ok: false,
    invalid,
  });
  const webhook = await makeWebhook({ url });
  expect(await update(webhook.id, settings)).toEqual({ ok: false, rejected: "invalid_settings", invalid });
});

test("a partner can neither see nor change webhooks of another partner or the lender", async () => {
  const [partnerId, otherPartnerId] = [newId(), newId()];
  await prisma().partner.createMany({ data: [partnerId, otherPartnerId].map((id) => ({ id, name: id })) });
  const partner = makeScope({ actor: scope.actor, partnerId, permissions: allPermissions });
  const foreignWebhook = await makeWebhook({ url, partnerId: otherPartnerId });
  const lenderWebhook = await makeWebhook({ url });
  const ownWebhookResult = await createWebhook(partner, createWebhookSchema.parse({ url, name: "own" }));
  expect((await listWebhooks(partner, { limit: 10 })).items.map(({ name }) => name)).toEqual(["own"]);
  expect(ownWebhookResult).toMatchObject({ webhook: { partnerId } });
  for (const id of [foreignWebhook.id, lenderWebhook.id, newId(), "no-uuid"]) {
    expect(await findWebhook(partner, id)).toBeNull();
    expect(await updateWebhook(partner, id, { name: "taken over" })).toEqual({
      ok: false,
      rejected: "not_found",
    });
    expect(await rotateKey(partner, id, { overlapHours: 0 })).toMatchObject({ rejected: "not_found" });
    expect(await simulateEvent(partner, id, "OpportunityUpdated")).toMatchObject({ rejected: "not_found" });
    expect(await deleteWebhook(partner, id)).toBe(false);
  }
  expect(
    await createWebhook(partner, createWebhookSchema.parse({ url, partnerId: otherPartnerId })),
  ).toMatchObject({
    ok: false,
    invalid: [{ field: "partnerId" }],
  });
});

test("a deleted webhook gets no more deliveries; its open deliveries are discarded, with the reason webhook_deleted", async () => {
  const webhook = await makeWebhook({ url });
  await postEvent();
  expect(await deleteWebhook(scope, webhook.id)).toBe(true);
  expect(await deleteWebhook(scope, webhook.id)).toBe(false);
  expect(await postEvent()).toEqual([]);
  expect(await findWebhook(scope, webhook.id)).toBeNull();
  expect(await prisma().delivery.findFirst({ where: { webhookId: webhook.id } })).toMatchObject({
    state: "discarded",
    stateReason: "webhook_deleted",
  });
});

test("a simulated event goes only to its webhook, whatever the triggers; it is rejected if its type is unknown or the webhook is disabled", async () => {
  const webhook = await makeWebhook({ url, triggers: ["OpportunityDeleted"] });
  await makeWebhook({ url, triggers: ["*"] });
  const simulated = await simulateEvent(scope, webhook.id, "WB_Loan_Closed");
  expect(simulated).toMatchObject({ ok: true, traceId: expect.any(String) });
  expect(await prisma().delivery.findMany({ where: { webhookId: webhook.id } })).toMatchObject([
    { simulated: true, eventType: "WB_Loan_Closed" },
  ]);
  expect(await simulateEvent(scope, webhook.id, "Nope")).toMatchObject({ rejected: "unknown_event_type" });
  await update(webhook.id, { state: "disabled" });
  expect(await simulateEvent(scope, webhook.id, "WB_Loan_Closed")).toMatchObject({ rejected: "not_enabled" });
});

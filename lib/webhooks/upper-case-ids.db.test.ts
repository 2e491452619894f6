import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { listAudit } from "../audit/list-audit";
import { auditPageQuerySchema } from "../audit/schema";
import { prisma } from "../db";
import { findDelivery } from "../deliveries/queries";
import { requestResend } from "../deliveries/request-resend";
import { simulateEvent } from "../playground/simulate-event";
import { fetchWebhookHealth } from "../statistics/webhook-health";
import { deleteWebhook } from "./delete-webhook";
import { listWebhookAuditEntries } from "./list-audit-entries";
import { findWebhook } from "./queries";
import { rotateKey } from "./rotate-key";
import { createWebhookSchema, rotateKeySchema, updateWebhookSchema } from "./schema";
import { listPublishedKeys } from "./signing/published-keys";
import { loadWebhooksForSending, signRequest } from "./signing/sign-request";
import { verifyPastedRequest } from "./signing/verify-pasted-request";
import { updateWebhook } from "./update-webhook";

useDatabase();
beforeAll(fillCatalogue);

const url = "http://127.0.0.1:9/hook";
const rotate = (id: string, input: Record<string, unknown> = {}) =>
  rotateKey(scope, id, rotateKeySchema.parse(input));

/** Returns the headers that an attempt made now would carry. */
async function signNow(id: string) {
  const webhook = (await loadWebhooksForSending([id])).get(id);
  if (!webhook) throw new Error("The webhook is gone.");
  const event = { traceId: "t", eventType: "X", entityType: "Loan", event: null, contentType: "text/plain" };
  const attempt = {
    body: Buffer.from("{}"),
    number: "1",
    sequence: null,
    simulated: false,
    sentAt: new Date(),
  };
  return (await signRequest(webhook, { ...event, ...attempt })).headers;
}

test("secrets that are saved with a webhook ID in upper case are used by the next attempt", async () => {
  const { id } = await makeWebhook({ url });
  const typedId = id.toUpperCase();
  const headers = { "X-Tenant": "acme" };
  const authentication = { kind: "bearer", token: "secret-token" };
  const input = updateWebhookSchema.parse({ headers, authentication });
  expect(await updateWebhook(scope, typedId, input)).toMatchObject({ ok: true, webhook: { id } });
  expect(await rotate(typedId, { overlapHours: 0 })).toMatchObject({ ok: true, webhook: { id } });
  expect(await rotate(typedId, { overlapHours: 1 })).toMatchObject({ ok: true });
  expect(await signNow(id)).toMatchObject({
    ...headers,
    Authorization: "Bearer secret-token",
    "X-PL-Signature-Previous": expect.any(String),
  });
  expect((await listWebhookAuditEntries(scope, typedId)).map(({ action }) => action)).toEqual([
    "webhook.key-rotated",
    "webhook.key-rotated",
    "webhook.changed",
    "webhook.created",
  ]);
});

test("a webhook ID in upper case finds the webhook with its held deliveries, health, public keys and audit entries", async () => {
  const options = { signature: "ed25519" };
  const { id } = await makeWebhook({ url, dialect: "standard-webhooks", options });
  const typedId = id.toUpperCase();
  expect(await listPublishedKeys(typedId)).toEqual(await listPublishedKeys(id));
  expect(await verifyPastedRequest(scope, typedId, { headers: "", body: "" })).toMatchObject({ ok: true });
  expect(await simulateEvent(scope, typedId, "OpportunityUpdated")).toMatchObject({ ok: true });
  expect(await fetchWebhookHealth(scope, typedId)).toMatchObject({ last: { simulated: true } });
  await prisma().webhook.update({ where: { id }, data: { state: "paused" } });
  await postEvent();
  expect(await findWebhook(scope, typedId)).toMatchObject({ id, heldDeliveries: 1 });
  expect(await deleteWebhook(scope, typedId)).toBe(true);
  const deletions = auditPageQuerySchema.parse({ targetId: typedId, action: "webhook.deleted" });
  expect((await listAudit(scope, deletions)).items).toMatchObject([{ targetId: id }]);
});

test("a trace ID in upper case finds the delivery with its attempts, and a resend is audited for that delivery", async () => {
  await makeWebhook({ url });
  const [traceId = ""] = await postEvent();
  const typedTraceId = traceId.toUpperCase();
  expect(await requestResend(scope, typedTraceId)).toMatchObject({ ok: true, deliveryId: traceId });
  expect(await findDelivery(scope, typedTraceId)).toMatchObject({ traceId, attempts: [{ manual: true }] });
  expect(await prisma().auditEntry.count({ where: { targetId: traceId } })).toBe(1);
});

test("a partner's ID in upper case is converted to lower case", () => {
  const partnerId = "7C1F8A2E-94B0-4D7E-8A55-21C1D1F0A901";
  expect(createWebhookSchema.parse({ url, partnerId }).partnerId).toBe(partnerId.toLowerCase());
});

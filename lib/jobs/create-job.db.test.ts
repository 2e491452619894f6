import { expect, test } from "vitest";
import { advance, loadAttempts, makeDeliveries, requestJob, startResend } from "@/testing/jobs";
import { makeWebhook, postEvent, scope, setDeliveryState } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool } from "../db";
import { newId } from "../ids";
import { updateWebhook } from "../webhooks/update-webhook";
import { cancelJob, pauseJob, resumeJob } from "./change-job";
import { findJob, listJobItems, listJobs } from "./queries";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

test("a dry run counts exactly, in total and for each webhook, and writes nothing", async () => {
  const one = await makeWebhook({ url: receiver.url(), name: "One" });
  const two = await makeWebhook({ url: receiver.url(), name: "Two" });
  const firstWebhookTraceIds = await makeDeliveries(one.id, 5, "failed");
  const { rows } = await pool().query<{ id: string }>("SELECT id FROM deliveries WHERE webhook_id = $1", [
    two.id,
  ]);
  for (const { id } of rows.slice(0, 3)) await setDeliveryState(id, "failed");
  // As if retention had removed the body of one delivery.
  await pool().query("DELETE FROM bodies WHERE id = $1", [firstWebhookTraceIds[0]]);
  const counted = await requestJob({
    kind: "resend",
    filter: { webhookIds: [one.id, two.id, two.id] },
    dryRun: true,
    rate: 2,
  });
  expect(counted).toEqual({
    ok: true,
    job: null,
    plan: {
      total: 7,
      excluded: 1,
      withoutData: 0,
      webhooks: [
        { webhookId: one.id, webhookName: "One", total: 4 },
        { webhookId: two.id, webhookName: "Two", total: 3 },
      ],
      oldest: expect.any(String),
      newest: expect.any(String),
      expectedSeconds: 4,
    },
  });
  const { items } = await listJobs(scope, { limit: 1, webhookId: one.id });
  expect(items).toEqual([]);
});

test("each filter field narrows the job, and a discarded delivery matches only if the filter includes that state", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  const [first = "", second = "", third = ""] = await makeDeliveries(webhookId, 3, "failed");
  await setDeliveryState(third, "discarded");
  const count = async (filter: Record<string, unknown>) => {
    const counted = await requestJob({ kind: "resend", dryRun: true, filter: { webhookId, ...filter } });
    return counted.ok ? counted.plan.total : counted.rejected;
  };
  const { rows } = await pool().query<{ id: string; entityId: string }>(
    `SELECT id, entity_id AS "entityId" FROM deliveries WHERE id = ANY($1)`,
    [[first, second]],
  );
  expect(await count({})).toBe(2);
  expect(await count({ states: ["discarded"] })).toBe(1);
  expect(await count({ states: ["failed", "discarded", "succeeded", "pending", "held"] })).toBe(3);
  expect(await count({ states: ["pending", "delivering"] })).toBe(0);
  expect(await count({ traceIds: [first.toUpperCase(), third] })).toBe(1);
  expect(await count({ eventTypes: ["OpportunityUpdated", "NoSuchType"] })).toBe(2);
  expect(await count({ eventTypes: ["OpportunityCreated"] })).toBe(0);
  expect(await count({ entityType: "Opportunity", entityId: rows[0]?.entityId })).toBe(1);
  expect(await count({ entityType: "Loan" })).toBe(0);
  await pool().query(
    "INSERT INTO attempts (id, delivery_id, number, outcome, response_code) VALUES ($1, $2, 1, 'failed', 503)",
    [newId(), second],
  );
  expect(await count({ responseCode: 503 })).toBe(1);
  expect(await count({ responseCode: 500 })).toBe(0);
  const { partnerId } = await makePartnerScope("No deliveries");
  expect(await count({ partnerId })).toBe(0);
  await pool().query("UPDATE deliveries SET partner_id = $2 WHERE id = $1", [first, partnerId]);
  expect(await count({ partnerId })).toBe(1);
  expect(await count({ to: "2020-01-01T00:00:00Z" })).toBe(0);
  expect(await count({ from: "2020-01-01T00:00:00Z" })).toBe(2);
  expect(await count({ from: "2099-01-01T00:00:00Z" })).toBe(0);
});

test("a job is rejected if nothing matches, or if a webhook is unknown or disabled", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  expect(await requestJob({ kind: "resend", filter: { webhookId } })).toMatchObject({
    ok: false,
    rejected: "nothing_matches",
  });
  const unknown = newId();
  expect(await requestJob({ kind: "resend", filter: { webhookIds: [webhookId, unknown] } })).toEqual({
    ok: false,
    rejected: "unknown_webhook",
    message: `There is no webhook ${unknown}.`,
    field: "filter.webhookIds",
  });
  await updateWebhook(scope, webhookId, { state: "disabled" });
  expect(await requestJob({ kind: "resend", filter: { webhookId } })).toMatchObject({
    rejected: "webhook_disabled",
  });
});

test("if two jobs for a webhook are started at the same time, one is rejected", async () => {
  const { id: webhookId } = await makeWebhook({ url: receiver.url() });
  await makeDeliveries(webhookId, 1, "failed");
  const both = await Promise.all([1, 2].map(() => requestJob({ kind: "resend", filter: { webhookId } })));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both.find(({ ok }) => !ok)).toMatchObject({ rejected: "job_open" });
});

test("a partner's job resends only that partner's deliveries, and the partner cannot see other tenants' webhooks and jobs", async () => {
  const [alpha, beta] = [await makePartnerScope("Alpha"), await makePartnerScope("Beta")];
  const lenderWebhook = await makeWebhook({ url: receiver.url() });
  const alphaWebhook = await makeWebhook({ url: receiver.url(), partnerId: alpha.partnerId });
  const betaWebhook = await makeWebhook({ url: receiver.url(), partnerId: beta.partnerId });
  await postEvent({ partnerId: alpha.partnerId });
  await postEvent({ partnerId: beta.partnerId });
  const { rows } = await pool().query<{ id: string; webhookId: string }>(
    `SELECT id, webhook_id AS "webhookId" FROM deliveries WHERE webhook_id = ANY($1)`,
    [[lenderWebhook.id, alphaWebhook.id, betaWebhook.id]],
  );
  for (const { id } of rows) await setDeliveryState(id, "failed");
  expect(rows).toHaveLength(4);
  for (const { id } of [lenderWebhook, betaWebhook]) {
    expect(await requestJob({ kind: "resend", filter: { webhookId: id } }, alpha)).toMatchObject({
      rejected: "unknown_webhook",
      message: `There is no webhook ${id}.`,
    });
  }
  const lenderJobId = await startResend(betaWebhook.id);
  const started = await requestJob({ kind: "resend", filter: {} }, alpha);
  expect(started).toMatchObject({ ok: true, plan: { total: 1, webhooks: [{ webhookId: alphaWebhook.id }] } });
  const alphaJobId = started.ok ? (started.job?.id ?? "") : "";
  await advance(alphaJobId);
  expect((await loadAttempts(alphaJobId)).map(({ deliveryId }) => deliveryId)).toEqual(
    rows.filter(({ webhookId }) => webhookId === alphaWebhook.id).map(({ id }) => id),
  );
  expect((await listJobs(alpha, { limit: 50 })).items.map(({ id }) => id)).toEqual([alphaJobId]);
  expect(await findJob(alpha, lenderJobId)).toBeNull();
  expect(await listJobItems(alpha, lenderJobId, { limit: 50 })).toBeNull();
  for (const change of [cancelJob, pauseJob, resumeJob]) {
    expect(await change(alpha, lenderJobId)).toMatchObject({ rejected: "not_found" });
  }
  expect((await listJobs(scope, { limit: 2 })).items.map(({ id }) => id)).toEqual([alphaJobId, lenderJobId]);
  // The lender's job works on beta's webhook: beta learns that there is a job, but not its ID.
  const busy = await requestJob({ kind: "resend", filter: { webhookId: betaWebhook.id } }, beta);
  expect(busy).toMatchObject({ rejected: "job_open" });
  expect(JSON.stringify(busy)).not.toContain(lenderJobId);
});

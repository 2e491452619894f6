import { expect, test } from "vitest";
import { attemptDue, makeWebhook, postEvent, scope, setDeliveryState } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool } from "../db";
import { deleteWebhook } from "../webhooks/delete-webhook";
import { updateWebhook } from "../webhooks/update-webhook";
import { addIncidentNote, assignIncident, closeIncident } from "./change-incident";
import { findIncidentWithHistory } from "./history";
import { listIncidents, summarizeIncidents } from "./queries";
import { closeSettledIncidents, openMissingIncidents } from "./settle-incidents";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const makeFailingWebhook = async (failurePolicy: object = { kind: "never" }) =>
  (await makeWebhook({ url: receiver.url(), retryDelays: [], failurePolicy })).id;

/** Delivers one event, to which the receiver responds with `status`. Returns its trace ID. */
async function deliver(status: number): Promise<string> {
  receiver.respond({ status });
  const traceIds = await postEvent();
  await attemptDue(traceIds);
  return traceIds[0] ?? "";
}

const list = async (webhookId: string, state?: "open" | "closed") =>
  (await listIncidents(scope, { webhookId, state, limit: 50 })).items;

async function findOnly(webhookId: string) {
  const [incident, ...more] = await list(webhookId);
  if (!incident || more.length > 0) throw new Error(`${more.length + (incident ? 1 : 0)} incidents`);
  return incident;
}

const listKinds = async (id: string) =>
  (await findIncidentWithHistory(scope, id))?.history.map(({ kind }) => kind);

const letHoursPass = (id: string, hours: number) =>
  pool().query("UPDATE incidents SET closed_at = closed_at - interval '1 hour' * $2 WHERE id = $1", [
    id,
    hours,
  ]);

test("the first permanent failure opens an incident, the next one for the same reason belongs to it, and another reason opens another", async () => {
  const webhookId = await makeFailingWebhook();
  const first = await deliver(500);
  expect(await findOnly(webhookId)).toMatchObject({
    ...{ state: "open", errorCode: "http_500", title: "Response 500", webhookState: "enabled" },
    ...{ held: 0, failed: 1, totalFailed: 1, lastTraceId: first, closedAt: null, reopened: 0 },
  });
  const second = await deliver(500);
  expect(await findOnly(webhookId)).toMatchObject({ failed: 2, totalFailed: 2, lastTraceId: second });
  await deliver(404);
  expect((await list(webhookId)).map(({ errorCode, failed }) => [errorCode, failed])).toEqual([
    ["http_404", 1],
    ["http_500", 2],
  ]);
});

test("a success opens no incident", async () => {
  const webhookId = await makeFailingWebhook();
  await deliver(200);
  expect(await list(webhookId)).toEqual([]);
});

test("an incident stays open while the webhook is paused or a delivery is held or failed, and is closed afterwards", async () => {
  const webhookId = await makeFailingWebhook({ kind: "failures", count: 1 });
  const failed = await deliver(500);
  await postEvent();
  await postEvent();
  await closeSettledIncidents();
  const { id, ...paused } = await findOnly(webhookId);
  expect(paused).toMatchObject({ state: "open", webhookState: "paused", held: 2, failed: 1 });

  await updateWebhook(scope, webhookId, { state: "enabled", heldDeliveries: "keep" });
  await setDeliveryState(failed, "succeeded");
  await closeSettledIncidents();
  expect(await findOnly(webhookId)).toMatchObject({ state: "open", held: 2, failed: 0 });

  await updateWebhook(scope, webhookId, { heldDeliveries: "deliver" });
  await setDeliveryState(failed, "failed");
  await closeSettledIncidents();
  expect(await findOnly(webhookId)).toMatchObject({ state: "open", held: 0, failed: 1 });

  await setDeliveryState(failed, "succeeded");
  await closeSettledIncidents();
  expect(await findOnly(webhookId)).toMatchObject({
    ...{ state: "closed", held: 0, failed: 0, peakHeld: 2, totalFailed: 1 },
  });
  expect(await listKinds(id)).toEqual(["opened", "paused", "enabled", "closed"]);
  await closeSettledIncidents();
  expect(await listKinds(id)).toHaveLength(4);
});

test("an incident stays open while any of its deliveries is failed, also after the last one was resent", async () => {
  const webhookId = await makeFailingWebhook();
  const failed = [await deliver(500), await deliver(500), await deliver(500)];
  for (const traceId of failed.toReversed()) {
    await closeSettledIncidents();
    expect((await findOnly(webhookId)).state).toBe("open");
    await setDeliveryState(traceId, "succeeded");
  }
  await closeSettledIncidents();
  expect((await findOnly(webhookId)).state).toBe("closed");
});

test("a failure within an hour reopens a closed incident; a later one opens a new incident", async () => {
  const webhookId = await makeFailingWebhook();
  await setDeliveryState(await deliver(500), "succeeded");
  await closeSettledIncidents();
  const { id } = await findOnly(webhookId);
  await letHoursPass(id, 0.9);
  await setDeliveryState(await deliver(500), "succeeded");
  expect(await findOnly(webhookId)).toMatchObject({ id, state: "open", reopened: 1, totalFailed: 2 });
  expect(await listKinds(id)).toEqual(["opened", "closed", "reopened"]);
  await closeSettledIncidents();
  await letHoursPass(id, 1.1);
  await deliver(500);
  expect((await list(webhookId)).map(({ state }) => state)).toEqual(["open", "closed"]);
});

test("a webhook that was paused without an incident gets one, once, with the reason of the failure", async () => {
  const webhookId = await makeFailingWebhook({ kind: "failures", count: 1 });
  const traceId = await deliver(503);
  await pool().query("DELETE FROM incidents WHERE webhook_id = $1", [webhookId]);
  await openMissingIncidents();
  await openMissingIncidents();
  expect(await findOnly(webhookId)).toMatchObject({ errorCode: "http_503", failed: 1, lastTraceId: traceId });
  await pool().query("DELETE FROM incidents WHERE webhook_id = $1", [webhookId]);
  await setDeliveryState(traceId, "succeeded");
  await openMissingIncidents();
  expect(await findOnly(webhookId)).toMatchObject({ errorCode: "delivery_failed", title: "Delivery failed" });
  await updateWebhook(scope, webhookId, { state: "enabled" });
  await closeSettledIncidents();
  expect((await findOnly(webhookId)).state).toBe("closed");
});

test("the incident of a deleted webhook is closed", async () => {
  const webhookId = await makeFailingWebhook({ kind: "failures", count: 1 });
  await deliver(500);
  await deleteWebhook(scope, webhookId);
  await closeSettledIncidents();
  const { id, ...incident } = await findOnly(webhookId);
  expect(incident).toMatchObject({ state: "closed", webhookState: "deleted" });
  expect((await findIncidentWithHistory(scope, id))?.history.at(-1)?.text).toBe("The webhook was deleted.");
});

test("a user can close an incident with failed deliveries, but not while its webhook is paused; only new failures reopen it", async () => {
  const webhookId = await makeFailingWebhook({ kind: "failures", count: 2 });
  await deliver(500);
  const { id } = await findOnly(webhookId);
  await deliver(500);
  expect(await closeIncident(scope, id, "Known")).toMatchObject({ ok: false, rejected: "webhook_paused" });
  await updateWebhook(scope, webhookId, { state: "enabled" });
  expect(await closeIncident(scope, id, "Known")).toEqual({ ok: true });
  expect(await closeIncident(scope, id, "Again")).toMatchObject({ ok: false, rejected: "closed" });
  expect(await findOnly(webhookId)).toMatchObject({ state: "closed", totalFailed: 2 });
  const traceId = await deliver(500);
  expect(await findOnly(webhookId)).toMatchObject({ id, state: "open", failed: 1 });
  await setDeliveryState(traceId, "succeeded");
  await closeSettledIncidents();
  expect((await findOnly(webhookId)).state).toBe("closed");
});

test("notes are listed; an incident that does not exist and a user who does not exist are rejected", async () => {
  const webhookId = await makeFailingWebhook();
  await deliver(500);
  const { id } = await findOnly(webhookId);
  expect(await addIncidentNote(scope, id, "Called the servicer")).toEqual({ ok: true });
  expect((await findIncidentWithHistory(scope, id))?.history.at(-1)).toMatchObject({
    ...{ kind: "note", actor: "Tests", text: "Called the servicer" },
  });
  expect(await addIncidentNote(scope, webhookId, "Nothing")).toEqual({ ok: false, rejected: "not_found" });
  expect(await assignIncident(scope, id, webhookId)).toMatchObject({ ok: false, rejected: "unknown_user" });
});

test("the summary counts all open incidents, and has the one that was opened last", async () => {
  await closeSettledIncidents();
  const before = (await summarizeIncidents(scope))?.open ?? 0;
  const webhookIds = [await makeFailingWebhook()];
  await deliver(500);
  for (let count = 0; count < 6; count += 1) {
    webhookIds.push(await makeFailingWebhook());
    await deliver(500 + count);
  }
  const summary = await summarizeIncidents(scope);
  const opened = (await Promise.all(webhookIds.map((id) => list(id, "open")))).flat();
  expect(opened.length).toBeGreaterThan(6);
  expect(summary?.open).toBe(before + opened.length);
  expect(summary?.newest.id).toBe(
    opened
      .map(({ id }) => id)
      .sort()
      .at(-1),
  );
});

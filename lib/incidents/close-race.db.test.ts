import { expect, test } from "vitest";
import { attemptDue, makeWebhook, postEvent, scope, setDeliveryState } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool } from "../db";
import { listIncidents } from "./queries";
import { recordFailedInIncidents } from "./record-failed";
import { closeSettledIncidents } from "./settle-incidents";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const countWaiting = async () =>
  (await pool().query("SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'")).rows.length;

test("a failure that is being recorded while its incident is closed keeps the incident open", async () => {
  receiver.respond({ status: 500 });
  const { id } = await makeWebhook({
    url: receiver.url(),
    retryDelays: [],
    failurePolicy: { kind: "never" },
  });
  const [traceId = ""] = await postEvent();
  await attemptDue([traceId]);
  await setDeliveryState(traceId, "succeeded");

  const recording = await pool().connect();
  await recording.query("BEGIN");
  await recordFailedInIncidents(recording, id, [{ code: "http_500", params: null, traceIds: [traceId] }]);
  const closing = closeSettledIncidents();
  await expect.poll(countWaiting).toBeGreaterThan(0);
  await recording.query("COMMIT");
  recording.release();
  await closing;
  const { items } = await listIncidents(scope, { webhookId: id, limit: 2 });
  expect(items).toMatchObject([{ state: "open", totalFailed: 2, reopened: 0 }]);
});

test("a failure that is recorded after its incident was closed at the same moment reopens the incident", async () => {
  receiver.respond({ status: 500 });
  const { id } = await makeWebhook({
    url: receiver.url(),
    retryDelays: [],
    failurePolicy: { kind: "never" },
  });
  const [traceId = ""] = await postEvent();
  await attemptDue([traceId]);

  const closing = await pool().connect();
  await closing.query("BEGIN");
  await closing.query("UPDATE incidents SET closed_at = now() WHERE webhook_id = $1", [id]);
  const recorded = recordFailedInIncidents(pool(), id, [
    { code: "http_500", params: null, traceIds: [traceId] },
  ]);
  await expect.poll(countWaiting).toBeGreaterThan(0);
  await closing.query("COMMIT");
  closing.release();
  await recorded;
  const { items } = await listIncidents(scope, { webhookId: id, limit: 2 });
  expect(items).toMatchObject([{ state: "open", totalFailed: 2, reopened: 1 }]);
});

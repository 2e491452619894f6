import { expect, test } from "vitest";
import { attemptDue, claimDue, loadDelivery, makeWebhook, postEvent, scope } from "@/testing/ledger";
import type { Receiver } from "@/testing/receiver";
import { useReceiver } from "@/testing/use-receiver";
import { pool } from "../db";
import { updateWebhook } from "../webhooks/update-webhook";
import { attemptDelivery } from "./attempt-delivery";
import { listDeliveries } from "./queries";
import { deliveryStates } from "./schema";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

/** Lists the states whose filter finds the delivery. */
async function listMatchingStates(traceId: string): Promise<string[]> {
  const found: string[] = [];
  for (const state of deliveryStates) {
    const { items } = await listDeliveries(scope, { state: [state], limit: 50 });
    if (items.some((item) => item.traceId === traceId)) found.push(state);
  }
  return found;
}

test("in every state, a delivery is found by the filter for the state that it shows, and by no other filter", async () => {
  const { id } = await makeWebhook({ url: receiver.url(), retryDelays: [] });
  const [traceId = ""] = await postEvent();
  const expectState = async (state: string) => {
    expect((await loadDelivery(traceId)).state).toBe(state);
    expect(await listMatchingStates(traceId)).toEqual([state]);
  };
  await expectState("pending");
  const [claim] = await claimDue();
  if (!claim) throw new Error("a claim was expected");
  await expectState("delivering");
  await updateWebhook(scope, id, { state: "disabled" });
  await expectState("held");
  await updateWebhook(scope, id, { state: "enabled", heldDeliveries: "discard" });
  // The delivery's attempt is still in progress.
  await expectState("discarded");
  await new Promise((resolve, reject) => attemptDelivery(claim, resolve, reject));
  await expectState("succeeded");

  receiver.respond({ status: 500 });
  const [failedTraceId = ""] = await postEvent();
  await attemptDue();
  expect((await loadDelivery(failedTraceId)).state).toBe("failed");
  expect(await listMatchingStates(failedTraceId)).toEqual(["failed"]);
});

test("no index of the table deliveries has a column that a success changes, so recording a success writes to none of these indexes", async () => {
  const { rows } = await pool().query<{ column: string }>(
    `SELECT DISTINCT a.attname AS column
     FROM pg_index i JOIN pg_depend p ON p.objid = i.indexrelid AND p.refobjid = i.indrelid
     JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = p.refobjsubid
     WHERE i.indrelid = 'deliveries'::regclass ORDER BY 1`,
  );
  expect(rows.map(({ column }) => column)).toEqual([
    "entity_id",
    "entity_type",
    "event_id",
    "event_type",
    "id",
    "partner_id",
    "release_job_id",
    "replay_job_id",
    "simulated",
    "unsuccessful_state",
    "webhook_id",
  ]);
});

import { expect, test } from "vitest";
import { pool } from "@/lib/db";
import { listHistory } from "@/lib/deliveries/history";
import { deliveryStates, historyPageQuerySchema } from "@/lib/deliveries/schema";
import { newId } from "@/lib/ids";
import { makeDeliveries, requestJob } from "@/testing/jobs";
import { makeWebhook, scope } from "@/testing/ledger";
import { useReceiver } from "@/testing/use-receiver";
import { toJobFilter } from "./to-job-filter";

let url = "";
useReceiver((receiver) => {
  url = receiver.url();
});

test("a job with the filters of a delivery list works on exactly the deliveries of the list", async () => {
  const { id: webhookId } = await makeWebhook({ url });
  await makeWebhook({ url });
  const states = ["succeeded", "failed", "held", "pending", "discarded"];
  const traceIds: string[] = [];
  for (const state of states) traceIds.push(...(await makeDeliveries(webhookId, 2, state)));
  const [first = "", second = ""] = traceIds;
  await pool().query(
    "INSERT INTO attempts (id, delivery_id, number, outcome, response_code) VALUES ($1, $2, 1, 'succeeded', 204)",
    [newId(), second],
  );
  const { rows } = await pool().query<{ at: Date }>("SELECT created_at AS at FROM deliveries WHERE id = $1", [
    first,
  ]);
  const later = new Date((rows[0]?.at.getTime() ?? 0) + 1).toISOString();
  for (const query of [
    {},
    ...deliveryStates.map((state) => ({ state: [state] })),
    { state: ["held", "failed", "succeeded"], webhookId },
    { webhookId },
    { responseCode: "204" },
    { entityId: "o-1" },
    { entityType: "Opportunity", eventType: "OpportunityUpdated", state: ["failed"] },
    { eventType: "OpportunityCreated" },
    { partnerId: newId() },
    { from: later },
    { to: later },
  ]) {
    const page = historyPageQuerySchema.parse({ ...query, limit: 200 });
    const { items } = await listHistory(scope, page);
    const counted = await requestJob({ kind: "resend", filter: toJobFilter(page), dryRun: true });
    expect(counted, JSON.stringify(query)).toMatchObject({ ok: true, plan: { total: items.length } });
  }
});

import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CrashingPostgres, startCrashingPostgres } from "@/testing/crashing-postgres";
import { fillCatalogue, makeWebhook, postMany, scope } from "@/testing/ledger";
import { toConnectionOptions } from "../database/connection-options";
import { closeDatabase, pool } from "../db";
import { claimDeliveries } from "../deliveries/claim-deliveries";
import { claimManualAttempt } from "../deliveries/claim-manual-attempt";
import { requestResend } from "../deliveries/request-resend";
import { resetEnv } from "../env";
import { newId } from "../ids";
import { takeSlot } from "../slots/slot-lease";
import { connectionSettings } from "./delivery-worker";

let postgres: CrashingPostgres;
beforeAll(async () => {
  await closeDatabase();
  postgres = await startCrashingPostgres();
  process.env.DATABASE_URL = postgres.url;
  resetEnv();
  await fillCatalogue();
}, 60_000);
afterAll(async () => {
  await closeDatabase();
  await postgres.stop();
});

/** Runs two loops that claim a webhook's deliveries until Postgres has crashed. `send` gets each delivery as soon as it is claimed. */
async function claimUntilCrash(
  webhookId: string,
  send: (deliveryId: string, sequence: string | null) => void,
): Promise<void> {
  const loop = async (slot: number) => {
    const client = new pg.Client(toConnectionOptions(postgres.url, connectionSettings));
    client.on("error", () => {});
    await client.connect();
    const lease = await takeSlot(pool(), slot);
    if (!lease) throw new Error("the slot is taken");
    for (;;) {
      const { deliveries } = await claimDeliveries(client, lease, [{ webhookId, room: 3 }]);
      for (const { deliveryId, sequence } of deliveries) send(deliveryId, sequence);
    }
  };
  await Promise.allSettled([loop(0), loop(1)]);
}

test("no sequence number is assigned twice and none is left out, even if Postgres is killed right after numbers were sent", async () => {
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/", sequence: true });
  await postMany(400);
  const sent = new Map<string, string>();
  const contradictions: string[] = [];
  for (let crash = 1; crash <= 3; crash += 1) {
    let crashing: Promise<void> | undefined;
    const crashAtCount = sent.size + 30;
    await claimUntilCrash(id, (deliveryId, sequence) => {
      if (sequence === null || (sent.get(deliveryId) ?? sequence) !== sequence)
        contradictions.push(`${deliveryId} was sent as ${sent.get(deliveryId)} and as ${sequence}`);
      sent.set(deliveryId, String(sequence));
      if (sent.size >= crashAtCount) crashing ??= postgres.crash();
    });
    await crashing;
    await closeDatabase();
    // The next claims take the deliveries in another order, so that a lost number would go to another delivery.
    await pool().query(
      "UPDATE open_deliveries SET due_at = now() - random() * interval '1 second', lease_until = NULL, lease_token = NULL",
    );
    await pool().query("DELETE FROM engine_slots");
    const [resent] = sent.keys();
    const requested = await requestResend(scope, resent ?? "");
    const claimed = await claimManualAttempt(requested.ok ? requested.attemptId : "", newId());
    expect(claimed).toMatchObject({ sequence: sent.get(resent ?? "") });
  }
  const { rows } = await pool().query<{ id: string; sequence: string }>(
    "SELECT id, sequence FROM deliveries WHERE webhook_id = $1 AND sequence IS NOT NULL ORDER BY sequence",
    [id],
  );
  expect(contradictions).toEqual([]);
  expect(rows.map(({ sequence }) => Number(sequence))).toEqual(rows.map((_, index) => index + 1));
  const numberById = new Map(rows.map((row) => [row.id, row.sequence]));
  expect([...sent].filter(([deliveryId, sequence]) => numberById.get(deliveryId) !== sequence)).toEqual([]);
  expect(sent.size).toBeGreaterThanOrEqual(90);
}, 90_000);

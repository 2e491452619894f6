import { expect, onTestFinished, test, vi } from "vitest";
import { closeDatabase, prisma } from "@/lib/db";
import { readDeliveryBody, readResponseBody } from "@/lib/deliveries/payloads";
import { resetEnv } from "@/lib/env";
import { findEventData } from "@/lib/events/timeline/event-data";
import { newId } from "@/lib/ids";
import { listPartitions, partitionedTables } from "@/lib/partitions/partitioned-tables";
import { createDatabaseBefore } from "@/testing/earlier-migrations";
import { fillCatalogue, loadDelivery, postEvent, scope } from "@/testing/ledger";
import { migrate } from "./migrate";

const migrationName = "20261129120000_partitions";

const insertSql = `
  WITH w AS (
    INSERT INTO webhooks (id, name, url, dialect, state, state_changed_by, retry_delays, timeout_seconds, success_rule,
                          signature_header, signature_encoding, key_sealed, header_names)
    VALUES ($1, 'w', 'http://127.0.0.1:9/', 'precisionlender', 'enabled', 'Tests', '{60}', 15, '200', 'X', 'base64', '\\x01', '{}')
  ), e AS (
    INSERT INTO events (id, type, entity_type, entity_id, data, occurred_at, received_by, digest, dedupe_key)
    VALUES ($2, 'OpportunityUpdated', 'Opportunity', 'o-1', '{"rate": 4.10}', now(), 'Tests', $5, '-:once')
  ), d AS (
    INSERT INTO deliveries (id, event_id, webhook_id, event_type, entity_type, entity_id, state, content_type, body, attempt_count)
    VALUES ($3, $2, $1, 'OpportunityUpdated', 'Opportunity', 'o-1', 'pending', 'application/json', '{"frozen":true}', 1)
  ), o AS (
    INSERT INTO open_deliveries (delivery_id, webhook_id, due_at, attempt_count) VALUES ($3, $1, now(), 1)
  )
  INSERT INTO attempts (id, delivery_id, number, outcome, response_code, response_body) VALUES ($4, $3, 1, 'failed', 503, 'busy')`;

test("an existing ledger becomes the first partition: open work, bodies, data and idempotency keys are as before", async () => {
  const { url, client } = await createDatabaseBefore(migrationName);
  const [webhookId, eventId, traceId, attemptId] = [newId(), newId(), newId(), newId()];
  await client.query(insertSql, [webhookId, eventId, traceId, attemptId, Buffer.alloc(32)]);
  expect(await migrate(url)).toContain(migrationName);
  vi.stubEnv("DATABASE_URL", url);
  resetEnv();
  onTestFinished(async () => {
    await closeDatabase();
    vi.unstubAllEnvs();
    resetEnv();
  });

  for (const table of Object.values(partitionedTables)) {
    const [first, ...others] = await listPartitions(client, table);
    expect(first).toMatchObject({ name: `${table.name}_first`, from: null });
    expect(others).toEqual([]);
    // Each index of the partition belongs to an index of the table, so no index was built twice.
    const { rows } = await client.query(
      `SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indrelid = $1::regclass
         AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = indexrelid)`,
      [first?.name],
    );
    expect(rows).toEqual([]);
  }
  expect(await loadDelivery(traceId)).toMatchObject({
    state: "pending",
    attempts: [{ responseCode: 503, responseBytes: 4 }],
  });
  expect((await readDeliveryBody(scope, traceId))?.bytes.toString()).toBe('{"frozen":true}');
  expect((await readResponseBody(scope, attemptId))?.bytes.toString()).toBe("busy");
  expect(await findEventData(scope, eventId)).toMatchObject({ text: '{"rate": 4.10}' });
  await fillCatalogue();
  await expect(postEvent({ idempotencyKey: "once" })).rejects.toThrow("already used");
  expect((await postEvent({ idempotencyKey: "twice" })).length).toBe(0);
  expect(await prisma().event.count()).toBe(2);
});

test("rows that were written while the clock was ahead are in the first partition too; for a large ledger, `migrate` first prints how long it takes", async () => {
  const { url, client } = await createDatabaseBefore(migrationName);
  const futureTime = new Date(Date.now() + 90 * 86_400_000);
  await client.query(insertSql, [newId(), newId(futureTime), newId(futureTime), newId(), Buffer.alloc(32)]);
  // As if the last ANALYZE had counted 2.5 million deliveries.
  await client.query("UPDATE pg_class SET reltuples = 2500000 WHERE oid = 'deliveries'::regclass");
  const messages: string[] = [];
  expect(await migrate(url, undefined, (text) => messages.push(text))).toContain(migrationName);
  expect(messages).toEqual([expect.stringMatching(/^2,500,000 deliveries: this takes about 1 minute\./)]);
  expect((await client.query("SELECT FROM deliveries_first")).rowCount).toBe(1);
});

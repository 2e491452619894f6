import { expect, test } from "vitest";
import { createDatabaseBefore } from "@/testing/earlier-migrations";
import { migrate } from "./migrate";

const migrationName = "20261128060000_previous_keys";

const sealedKey = Buffer.from("the old key, sealed");
const insertWebhookSql = `
  INSERT INTO webhooks (id, name, url, dialect, state_changed_by, retry_delays, timeout_seconds, success_rule,
                        signature_header, signature_encoding, key_sealed, header_names, previous_key_sealed, previous_key_until)
  VALUES ($1, 'w', 'https://receiver.example', 'precisionlender', 'Tests', '{}', 15, '200', 'X', 'base64', '\\x01', '{}', $2, $3)`;

test("a previous key whose overlap is running at the upgrade stays valid until the overlap ends", async () => {
  const { url, client } = await createDatabaseBefore(migrationName);
  const [overlapping, withoutPreviousKey] = [
    "019a0000-0000-7000-8000-000000000001",
    "019a0000-0000-7000-8000-000000000002",
  ];
  const until = new Date("2026-12-01T10:00:00Z");
  await client.query(insertWebhookSql, [overlapping, sealedKey, until]);
  await client.query(insertWebhookSql, [withoutPreviousKey, null, null]);
  expect(await migrate(url)).toContain(migrationName);
  const { rows } = await client.query("SELECT webhook_id, key_sealed, valid_until FROM previous_keys");
  expect(rows).toEqual([{ webhook_id: overlapping, key_sealed: sealedKey, valid_until: until }]);
  // A process of the previous version still selects these columns, so they must not have outdated keys.
  expect((await client.query("SELECT previous_key_sealed, previous_key_until FROM webhooks")).rows).toEqual([
    { previous_key_sealed: null, previous_key_until: null },
    { previous_key_sealed: null, previous_key_until: null },
  ]);
});

import { expect, test } from "vitest";
import { createDatabaseBefore } from "@/testing/earlier-migrations";
import { migrate } from "./migrate";

const migrationName = "20261129180000_failure_policy";

const insertWebhookSql = `
  INSERT INTO webhooks (id, name, url, dialect, state_changed_by, retry_delays, timeout_seconds, success_rule,
                        signature_header, signature_encoding, key_sealed, header_names)
  VALUES ($1, $2, 'https://receiver.example', $2, 'Tests', '{}', 15, '200', 'X', 'base64', '\\x01', '{}')`;

test("existing webhooks of every dialect, and those that the previous release still creates, are paused after one failure", async () => {
  const { url, client } = await createDatabaseBefore(migrationName);
  await client.query(insertWebhookSql, ["019a0000-0000-7000-8000-000000000001", "plexe"]);
  expect(await migrate(url)).toContain(migrationName);
  await client.query(insertWebhookSql, ["019a0000-0000-7000-8000-000000000002", "loanpro"]);
  const { rows } = await client.query("SELECT dialect, failure_policy AS policy FROM webhooks ORDER BY id");
  const policy = { kind: "failures", count: 1 };
  expect(rows).toEqual([
    { dialect: "plexe", policy },
    { dialect: "loanpro", policy },
  ]);
});

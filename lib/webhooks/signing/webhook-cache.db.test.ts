import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { pool } from "../../db";
import { rotateKey } from "../rotate-key";
import { rotateKeySchema } from "../schema";
import { updateWebhook } from "../update-webhook";
import { WebhookCache, webhookVersionSql } from "./webhook-cache";

useDatabase();
beforeAll(fillCatalogue);

const url = "http://127.0.0.1:9/hook";

async function fetchVersion(id: string): Promise<{ id: string; version: string }> {
  const sql = `SELECT id, ${webhookVersionSql} AS version FROM webhooks WHERE id = $1`;
  return (await pool().query(sql, [id])).rows[0];
}

test("a webhook is loaded once for each version of its settings and of its previous keys", async () => {
  const { id } = await makeWebhook({ url });
  const cache = new WebhookCache();
  const load = async () => (await cache.load([await fetchVersion(id)], pool())).get(id);
  const firstLoad = await load();
  expect(firstLoad).toBeDefined();
  expect(await load()).toBe(firstLoad);

  await updateWebhook(scope, id, { timeoutSeconds: 7 });
  const editedLoad = await load();
  expect(editedLoad).toMatchObject({ timeoutSeconds: 7, previousKeysSealed: [] });
  expect(await load()).toBe(editedLoad);

  await rotateKey(scope, id, rotateKeySchema.parse({}));
  expect((await load())?.previousKeysSealed).toHaveLength(1);

  await pool().query(
    "UPDATE previous_keys SET valid_until = now() - interval '1 second' WHERE webhook_id = $1",
    [id],
  );
  expect((await load())?.previousKeysSealed).toHaveLength(0);
});

test("a full cache still returns every webhook requested", async () => {
  const wanted = [];
  for (const _ of [1, 2, 3]) wanted.push(await fetchVersion((await makeWebhook({ url })).id));
  const cache = new WebhookCache(2);
  for (const requested of [wanted, wanted.slice(0, 1), wanted])
    expect((await cache.load(requested, pool())).size).toBe(requested.length);
});

test("a webhook whose settings cannot be read any more is left out", async () => {
  const { id } = await makeWebhook({ url });
  const cache = new WebhookCache();
  expect((await cache.load([await fetchVersion(id)], pool())).has(id)).toBe(true);
  await pool().query("UPDATE webhooks SET dialect = 'of-a-later-version' WHERE id = $1", [id]);
  expect((await cache.load([await fetchVersion(id)], pool())).has(id)).toBe(false);
});

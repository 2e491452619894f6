import { beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { pool } from "../db";
import { listWebhooksNeedingAttention } from "./needs-attention";

useDatabase();
beforeAll(fillCatalogue);
beforeEach(async () => {
  await pool().query("TRUNCATE webhooks, deliveries, open_deliveries CASCADE");
});

const make = (name: string) => makeWebhook({ url: "http://127.0.0.1:9/", name });

/** Makes every open delivery one that is being retried. */
async function failAll(): Promise<void> {
  await pool().query("UPDATE deliveries SET failure_count = 1");
  await pool().query("UPDATE open_deliveries SET attempt_count = 1");
}

test("all failing webhooks are counted, and ten of them are listed", async () => {
  for (let number = 1; number <= 12; number += 1) await make(`Core ${number}`);
  await postEvent();
  await failAll();
  const { failing, failingCount } = await listWebhooksNeedingAttention(scope);
  expect(failingCount).toBe(12);
  expect(failing).toHaveLength(10);
});

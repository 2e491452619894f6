import { beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { pool, prisma } from "../db";
import { updateWebhook } from "../webhooks/update-webhook";
import { listWebhooksNeedingAttention } from "./needs-attention";

useDatabase();
beforeAll(fillCatalogue);
beforeEach(async () => {
  await pool().query("TRUNCATE webhooks, deliveries, open_deliveries CASCADE");
});

const makeNamedWebhook = (name: string) => makeWebhook({ url: "http://127.0.0.1:9/", name });

async function pause(id: string, at: string): Promise<void> {
  await prisma().webhook.update({ where: { id }, data: { state: "paused", stateChangedAt: new Date(at) } });
}

/** Makes every open delivery look as if its first attempt had failed. */
async function failAll(): Promise<void> {
  await pool().query("UPDATE deliveries SET failure_count = 1");
  await pool().query("UPDATE open_deliveries SET attempt_count = 1");
}

test("all failing webhooks are counted, and ten of them are listed", async () => {
  for (let number = 1; number <= 12; number += 1) await makeNamedWebhook(`Core ${number}`);
  await postEvent();
  await failAll();
  const { failing, failingCount } = await listWebhooksNeedingAttention(scope);
  expect(failingCount).toBe(12);
  expect(failing).toHaveLength(10);
});

test("the most recently paused webhook is listed first, even after another one was edited", async () => {
  const early = await makeNamedWebhook("Early");
  const late = await makeNamedWebhook("Late");
  await pause(late.id, "2026-11-21T12:00:00Z");
  await pause(early.id, "2026-11-21T11:00:00Z");
  expect((await updateWebhook(scope, early.id, { name: "Edited" })).ok).toBe(true);
  const { paused } = await listWebhooksNeedingAttention(scope);
  expect(paused.map(({ name }) => name)).toEqual(["Late", "Edited"]);
});

import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/env";
import { useDatabase } from "@/testing/database";
import { fillBacklog } from "./fill-backlog";
import { fillDeliveries, pickLoan } from "./fill-deliveries";
import { findPagePaths } from "./measure-pages";

useDatabase();
const total = 10_000;
let db: pg.Client;
let webhookIds: string[];
beforeAll(async () => {
  db = new pg.Client(env().DATABASE_URL);
  await db.connect();
  webhookIds = await fillDeliveries(db, total, () => {});
});
afterAll(() => db.end());

const count = async (from: string, values: unknown[] = []) =>
  (await db.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${from}`, values)).rows[0]?.count;

test("each loan whose history is measured has 50 deliveries", async () => {
  for (let round = 0; round < 50; round += 1)
    expect(
      await count("deliveries WHERE entity_type = 'Loan' AND entity_id = $1", [pickLoan(round, total)]),
    ).toBe(50);
});

test("one measured page lists a webhook's deliveries with a rare response code, and the list is not empty", async () => {
  const { histories } = await findPagePaths(db);
  const counts = histories.map(async (path) => {
    const query = new URLSearchParams(path.split("?")[1]);
    const [webhookId, code] = [query.get("webhookId"), query.get("responseCode")];
    if (!webhookId || code !== "404") return 0;
    return count("deliveries WHERE webhook_id = $1 AND last_response_code = $2", [webhookId, code]);
  });
  expect(await Promise.all(counts)).toContain(10);
});

test("every delivery that fillBacklog inserts has been due for at least an hour", async () => {
  await fillBacklog(db, { total: 1_000, webhookIds, eventType: "PaymentPosted" });
  expect(await count("open_deliveries")).toBe(1_000);
  expect(await count("open_deliveries WHERE due_at > now() - interval '1 hour'")).toBe(0);
});

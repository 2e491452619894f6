import { beforeAll, expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent } from "@/testing/ledger";
import { pool } from "../db";
import * as planning from "./plan-events";

useDatabase();
const url = "http://127.0.0.1:9/";
beforeAll(fillCatalogue);

const countDeliveries = async (event?: Record<string, unknown>) => (await postEvent(event)).length;

/** Changes rows directly, without the use cases, so that this process does not notice: as if another process had changed them. */
const changeElsewhere = (sql: string, ...values: unknown[]) => pool().query(sql, values);

test("a change of a subscription by another process applies to the next event", async () => {
  const { id } = await makeWebhook({ url });
  expect(await countDeliveries()).toBe(1);
  await changeElsewhere("UPDATE triggers SET condition = 'data.a > 1' WHERE webhook_id = $1", id);
  expect(await countDeliveries({ data: { a: 1 } })).toBe(0);
  expect(await countDeliveries({ data: { a: 2 } })).toBe(1);
  await changeElsewhere("UPDATE webhooks SET state = 'disabled' WHERE id = $1", id);
  expect(await countDeliveries({ data: { a: 2 } })).toBe(0);
  await changeElsewhere("UPDATE webhooks SET state = 'enabled' WHERE id = $1", id);
  await changeElsewhere("DELETE FROM triggers WHERE webhook_id = $1", id);
  expect(await countDeliveries({ data: { a: 2 } })).toBe(0);
  await changeElsewhere("INSERT INTO triggers (webhook_id, event_type) VALUES ($1, '*')", id);
  expect(await countDeliveries()).toBe(1);
  await changeElsewhere("UPDATE webhooks SET deleted_at = now() WHERE id = $1", id);
  expect(await countDeliveries()).toBe(0);
});

test("a webhook with two triggers for an event gets one delivery", async () => {
  const { id } = await makeWebhook({ url, triggers: ["OpportunityUpdated", "*"] });
  expect(await countDeliveries()).toBe(1);
  await changeElsewhere("UPDATE webhooks SET deleted_at = now() WHERE id = $1", id);
});

test("if a webhook changes between planning and writing, the event is planned again, and the third try writes it in any case", async () => {
  const { id } = await makeWebhook({ url });
  expect(await countDeliveries()).toBe(1);
  const plan = planning.planForRequests;
  const planSpy = vi.spyOn(planning, "planForRequests").mockImplementation(async (...args) => {
    const plans = await plan(...args);
    await changeElsewhere("UPDATE webhooks SET updated_at = now() WHERE id = $1", id);
    return plans;
  });
  expect(await countDeliveries()).toBe(1);
  expect(planSpy).toHaveBeenCalledTimes(3);
  planSpy.mockRestore();
});

import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { pool } from "../db";
import { resetEnv } from "../env";
import { newId } from "../ids";
import { updateWebhook } from "../webhooks/update-webhook";
import { BacklogFull, refreshFullTenants, requireBacklogRoom } from "./backlog-limit";

useDatabase();
beforeAll(async () => {
  process.env.HOOKLEDGER_MAX_DUE_DELIVERIES = "2";
  resetEnv();
  await fillCatalogue();
});

test("events are rejected while too many deliveries of their tenant are due; held deliveries and those waiting for a retry do not count", async () => {
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/" });
  for (const entityId of ["o-1", "o-2", "o-3"]) await postEvent({ entityId });
  await refreshFullTenants();
  await expect(postEvent({ entityId: "o-4" })).rejects.toThrow(BacklogFull);
  expect(() => requireBacklogRoom(newId())).not.toThrow();

  await pool().query("UPDATE open_deliveries SET due_at = due_at + interval '1 hour'");
  await refreshFullTenants();
  expect(await postEvent({ entityId: "o-4" })).toHaveLength(1);

  await pool().query("UPDATE open_deliveries SET due_at = due_at - interval '1 hour'");
  await updateWebhook(scope, id, { state: "disabled" });
  await refreshFullTenants();
  expect(await postEvent({ entityId: "o-5" })).toEqual([]);
});

import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { pool, prisma } from "../db";
import { resetEnv } from "../env";
import { newId } from "../ids";
import { allPermissions } from "../scope/permissions";
import { makeScope } from "../scope/scope";
import { updateWebhook } from "../webhooks/update-webhook";
import { acceptEvent, acceptEvents } from "./accept-events";
import { BacklogFull, refreshFullTenants, requireBacklogRoom } from "./backlog-limit";
import { eventSchema } from "./schema";

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
  expect(() => requireBacklogRoom({ partnerId: newId() }, [])).not.toThrow();

  await pool().query("UPDATE open_deliveries SET due_at = due_at + interval '1 hour'");
  await refreshFullTenants();
  expect(await postEvent({ entityId: "o-4" })).toHaveLength(1);

  await pool().query("UPDATE open_deliveries SET due_at = due_at - interval '1 hour'");
  await updateWebhook(scope, id, { state: "disabled" });
  await refreshFullTenants();
  expect(await postEvent({ entityId: "o-5" })).toEqual([]);
});

test("the lender's events that name a partner are rejected while the partner's backlog is full, since they would add to it", async () => {
  const partnerId = newId();
  await prisma().partner.create({ data: { id: partnerId, name: "Busy" } });
  await makeWebhook({ url: "http://127.0.0.1:9/", partnerId });
  for (const entityId of ["o-1", "o-2", "o-3"]) await postEvent({ entityId, partnerId });
  await refreshFullTenants();
  await expect(postEvent({ entityId: "o-4", partnerId })).rejects.toThrow(BacklogFull);
  await expect(
    acceptEvents(scope, [
      eventSchema.parse({ type: "OpportunityUpdated", entityId: "o-4" }),
      eventSchema.parse({ type: "OpportunityUpdated", entityId: "o-4", partnerId }),
    ]),
  ).rejects.toThrow(BacklogFull);
  expect(await postEvent({ entityId: "o-4" })).toEqual([]);
  const other = makeScope({ actor: scope.actor, partnerId: newId(), permissions: allPermissions });
  const eventWithPartner = eventSchema.parse({ type: "OpportunityUpdated", entityId: "o-4", partnerId });
  expect(await acceptEvent(other, eventWithPartner)).toMatchObject({ rejected: "unknown_partner" });
});

import { expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, postEvent } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { prisma } from "../db";
import { lenderTenantId } from "../entities/tenant-id";
import { newId } from "../ids";
import { applyRetention } from "./apply-retention";

useDatabase();

test("an entity is removed once all events that named it are", async () => {
  await fillCatalogue();
  const acme = await makePartnerScope("Acme");
  // The table does not know the newest events of some entities yet.
  await postEvent({ entityId: "named-again" });
  await postEvent({ entityId: "of-acme", partnerId: acme.partnerId });
  const [longAgo, now] = [newId(new Date(Date.now() - 500 * 86_400_000)), newId()];
  const rows: [tenantId: string, entityId: string, lastId: string][] = [
    [lenderTenantId, "named-long-ago", longAgo],
    [lenderTenantId, "named-again", longAgo],
    [lenderTenantId, "named-now", now],
    [acme.partnerId, "of-acme", longAgo],
    [acme.partnerId, "named-again", longAgo],
  ];
  await prisma().entity.createMany({
    data: rows.map(([tenantId, entityId, lastId]) => ({
      tenantId,
      entityType: "Opportunity",
      entityId,
      foldedId: entityId,
      firstId: longAgo,
      lastId,
      lastType: "OpportunityUpdated",
    })),
  });
  expect(await applyRetention()).toMatchObject({ entities: 2 });
  const kept = await prisma().entity.findMany({ orderBy: { entityId: "asc" } });
  expect(kept.map(({ tenantId, entityId }) => [tenantId, entityId])).toEqual([
    [lenderTenantId, "named-again"],
    [lenderTenantId, "named-now"],
    [acme.partnerId, "of-acme"],
  ]);
});

import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { prisma } from "../db";
import { newId } from "../ids";
import { allPermissions } from "../scope/permissions";
import { Forbidden, makeScope } from "../scope/scope";
import { deleteWebhook } from "./delete-webhook";
import { findDeletedWebhook } from "./find-deleted";

useDatabase();
const [acmePartnerId, otherPartnerId] = [newId(), newId()];
const url = "http://127.0.0.1:9/";
const makePartnerScope = (partnerId: string) =>
  makeScope({
    actor: { kind: "user", id: newId(), name: "ann@acme.example" },
    partnerId,
    permissions: allPermissions,
  });

beforeAll(async () => {
  await fillCatalogue();
  await prisma().partner.createMany({
    data: [acmePartnerId, otherPartnerId].map((id) => ({ id, name: id })),
  });
});

test("a scope that could see a webhook finds when and by whom it was deleted", async () => {
  const { id } = await makeWebhook({ url, name: "Core", partnerId: acmePartnerId });
  expect(await findDeletedWebhook(scope, id)).toBeNull();
  const before = Date.now();
  await deleteWebhook(makePartnerScope(acmePartnerId), id);
  const found = await findDeletedWebhook(scope, id.toUpperCase());
  expect(found).toEqual({ id, name: "Core", deletedAt: expect.any(String), deletedBy: "ann@acme.example" });
  expect(Date.parse(found?.deletedAt ?? "")).toBeGreaterThanOrEqual(before);
  expect(await findDeletedWebhook(makePartnerScope(acmePartnerId), id)).toEqual(found);
  expect(await findDeletedWebhook(makePartnerScope(otherPartnerId), id)).toBeNull();
});

test("an unknown id gives null, and webhooks:read is required", async () => {
  for (const id of [newId(), "no id", ""]) expect(await findDeletedWebhook(scope, id)).toBeNull();
  const viewer = makeScope({ actor: scope.actor, partnerId: null, permissions: ["deliveries:read"] });
  await expect(findDeletedWebhook(viewer, newId())).rejects.toThrow(Forbidden);
});

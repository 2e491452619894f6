import { expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { prisma } from "../db";
import { newId } from "../ids";
import { findSourceOfMessage } from "./find-source-of-message";

useDatabase();

/** Inserts a source with one message. */
async function insertSourceWithMessage(name: string, partnerId: string | null = null) {
  const sourceId = newId();
  await prisma().source.create({
    data: {
      ...{ id: sourceId, name, partnerId, system: "generic", verification: { kind: "none" }, mapping: {} },
      ...{ tokenHash: Buffer.from(sourceId), tokenPrefix: "AbC123", duplicateSeconds: 0, createdBy: "Ada" },
    },
  });
  const messageId = newId();
  await prisma().sourceMessage.create({
    data: {
      ...{ id: messageId, sourceId, state: "mapped", verified: true, method: "POST", query: "" },
      ...{ headers: [], body: Buffer.from("{}") },
    },
  });
  return { sourceId, messageId };
}

test("the source of a message is found by name; a deleted one is still named", async () => {
  const { sourceId, messageId } = await insertSourceWithMessage("Pricing desk");
  const found = { id: sourceId, name: "Pricing desk" };
  expect(await findSourceOfMessage(scope, messageId)).toEqual({ ...found, deleted: false });
  await prisma().source.update({ where: { id: sourceId }, data: { deletedAt: new Date() } });
  expect(await findSourceOfMessage(scope, messageId)).toEqual({ ...found, deleted: true });
});

test("an ID that is unknown or no ID finds nothing", async () => {
  expect(await findSourceOfMessage(scope, newId())).toBeNull();
  expect(await findSourceOfMessage(scope, "no-id")).toBeNull();
});

test("a partner finds its own source, but not one of another partner or of the lender", async () => {
  const alpha = await makePartnerScope("Alphabrook");
  const beta = await makePartnerScope("Betaworth");
  const own = await insertSourceWithMessage("Alpha's system", alpha.partnerId);
  const lenders = await insertSourceWithMessage("The lender's system");
  expect(await findSourceOfMessage(alpha, own.messageId)).toMatchObject({ name: "Alpha's system" });
  expect(await findSourceOfMessage(beta, own.messageId)).toBeNull();
  expect(await findSourceOfMessage(alpha, lenders.messageId)).toBeNull();
});

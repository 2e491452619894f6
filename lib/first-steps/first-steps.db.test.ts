import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { attemptUntilDone, fillCatalogue, postEvent } from "@/testing/ledger";
import { prisma } from "../db";
import { newId } from "../ids";
import { allPermissions } from "../scope/permissions";
import { Forbidden, makeScope } from "../scope/scope";
import { createWebhook } from "../webhooks/create-webhook";
import { createWebhookSchema } from "../webhooks/schema";
import { findFirstSteps } from "./queries";

useDatabase();
beforeAll(fillCatalogue);

const makeUserScope = (name: string, permissions = allPermissions) =>
  makeScope({ actor: { kind: "user", id: newId(), name }, partnerId: null, permissions });
const [ann, bob] = [makeUserScope("ann@bank.example"), makeUserScope("bob@bank.example")];

test("a user's first steps reflect what this user did, not what other users did", async () => {
  expect(await findFirstSteps(ann)).toMatchObject({ webhook: null, delivery: null, resent: false });

  const settings = { name: "Mine", url: "http://127.0.0.1:9/hook", triggers: ["OpportunityUpdated"] };
  const createResult = await createWebhook(ann, createWebhookSchema.parse(settings));
  expect(createResult.ok).toBe(true);
  const stepsAfterCreation = await findFirstSteps(ann);
  expect(stepsAfterCreation).toMatchObject({
    webhook: { name: "Mine" },
    event: { type: "OpportunityUpdated" },
  });
  expect(await findFirstSteps(bob)).toMatchObject({ webhook: null });

  const [traceId = ""] = await postEvent();
  expect(await findFirstSteps(ann)).toMatchObject({ delivery: { traceId }, arrived: false });
  await attemptUntilDone(traceId);
  expect(await findFirstSteps(ann)).toMatchObject({ arrived: true, resent: false });
  await prisma().attempt.create({ data: { id: newId(), deliveryId: traceId, manual: true } });
  expect(await findFirstSteps(ann)).toMatchObject({ resent: true });
});

test("the first steps require webhooks:write", async () => {
  await expect(findFirstSteps(makeUserScope("eve@bank.example", []))).rejects.toThrow(Forbidden);
});

import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { makeScope } from "@/lib/scope/scope";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { prisma } from "../../db";
import { newId } from "../../ids";
import { allPermissions } from "../../scope/permissions";
import { rotateKey } from "../rotate-key";
import { verifyPastedRequest } from "./verify-pasted-request";

useDatabase();
beforeAll(fillCatalogue);

const url = "http://127.0.0.1:9/hook";
const body = '{"id":"1"}';
const makeSignedRequest = (key: string) => ({
  headers: `X-PL-Signature: ${createHmac("sha256", key).update(body).digest("base64")}`,
  body,
});

test("a request is verified with the current key, and with a previous key until that key ends", async () => {
  const { id, key } = await makeWebhook({ url });
  const readVerdict = async (now?: Date) => {
    const verified = await verifyPastedRequest(scope, id, makeSignedRequest(key), now);
    if (!verified.ok) throw new Error(verified.rejected);
    return [verified.verdict.valid, ...verified.verdict.findings.map(({ code }) => code)];
  };
  expect(await readVerdict()).toEqual([true]);
  await rotateKey(scope, id, { overlapHours: 1 });
  expect(await readVerdict()).toEqual([true, "previous_key"]);
  expect(await readVerdict(new Date(Date.now() + 3_601_000))).toEqual([false, "key_ended"]);
  await rotateKey(scope, id, { overlapHours: 0, endPreviousKeys: true });
  expect(await readVerdict()).toEqual([false, "no_match"]);
});

test("another partner's webhook is not found, and webhooks:write is required", async () => {
  const [partnerId, otherPartnerId] = [newId(), newId()];
  await prisma().partner.createMany({ data: [partnerId, otherPartnerId].map((id) => ({ id, name: id })) });
  const foreignWebhook = await makeWebhook({ url, partnerId: otherPartnerId });
  const partner = makeScope({ actor: scope.actor, partnerId, permissions: allPermissions });
  for (const id of [foreignWebhook.id, newId(), "no-uuid"]) {
    expect(await verifyPastedRequest(partner, id, makeSignedRequest(foreignWebhook.key))).toEqual({
      ok: false,
      rejected: "not_found",
    });
  }
  const reader = makeScope({ actor: scope.actor, partnerId: null, permissions: ["webhooks:read"] });
  await expect(
    verifyPastedRequest(reader, foreignWebhook.id, makeSignedRequest(foreignWebhook.key)),
  ).rejects.toThrow("webhooks:write");
});

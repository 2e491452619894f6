import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { newId } from "../../ids";
import { deleteWebhook } from "../delete-webhook";
import { findWebhook } from "../queries";
import { rotateKey } from "../rotate-key";
import { updateWebhook } from "../update-webhook";
import { listPublishedKeys } from "./published-keys";

useDatabase();
beforeAll(fillCatalogue);

const url = "http://127.0.0.1:9/hook";
const createStandardWebhook = (signature: "hmac" | "ed25519") =>
  makeWebhook({ url, dialect: "standard-webhooks", options: { signature } });
async function rotate(id: string, overlapHours: number) {
  const rotated = await rotateKey(scope, id, { overlapHours });
  if (!rotated.ok) throw new Error(rotated.rejected);
  return rotated.webhook.key;
}

test("a Standard Webhooks webhook has the standard's defaults and key format", async () => {
  const { key, id } = await createStandardWebhook("hmac");
  expect(key).toMatch(/^whsec_/);
  expect(await findWebhook(scope, id)).toMatchObject({
    successRule: "2xx",
    signatureHeader: "webhook-signature",
    options: { signature: "hmac", body: "full" },
  });
});

test("the current and the valid previous public keys are published, but nothing secret", async () => {
  const { id, key } = await createStandardWebhook("ed25519");
  const [first, ...others] = (await listPublishedKeys(id)) ?? [];
  expect(others).toEqual([]);
  expect(Object.keys(first ?? {}).sort()).toEqual(["alg", "crv", "kid", "kty", "use", "x"]);
  const second = await rotate(id, 1);
  const during = (await listPublishedKeys(id)) ?? [];
  expect(during).toHaveLength(2);
  expect(during[1]).toEqual(first);
  expect(JSON.stringify(during)).not.toContain(key.slice(5, 40));
  expect(await listPublishedKeys(id, new Date(Date.now() + 3_601_000))).toEqual([during[0]]);
  expect(second).not.toBe(key);
  await rotate(id, 0);
  expect(await listPublishedKeys(id)).not.toContainEqual(during[0]);
});

test("after a change from a shared key to ed25519, the next rotation creates an ed25519 key", async () => {
  const { id } = await createStandardWebhook("hmac");
  expect(await listPublishedKeys(id)).toBeNull();
  expect(await updateWebhook(scope, id, { options: { signature: "ed25519" } })).toMatchObject({ ok: true });
  expect(await listPublishedKeys(id)).toBeNull();
  expect(await rotate(id, 1)).toMatch(/^whsk_/);
  expect(await listPublishedKeys(id)).toHaveLength(1);
});

test("a key in the wrong format is rejected with a message that names the required prefix", async () => {
  const { id } = await createStandardWebhook("hmac");
  const rejected = await rotateKey(scope, id, { key: "a-long-key-of-no-form", overlapHours: 0 });
  expect(rejected).toMatchObject({
    ok: false,
    rejected: "wrong_key",
    message: expect.stringContaining("whsec_"),
  });
});

test("no keys are published for another dialect, a deleted webhook, an unknown id or a malformed id", async () => {
  const other = await makeWebhook({ url });
  const deleted = await createStandardWebhook("ed25519");
  await deleteWebhook(scope, deleted.id);
  for (const id of [other.id, deleted.id, newId(), "no-uuid"]) expect(await listPublishedKeys(id)).toBeNull();
});

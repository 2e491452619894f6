import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { prisma } from "../db";
import { findWebhook } from "./queries";
import { rotateKey } from "./rotate-key";
import { rotateKeySchema } from "./schema";
import { listPublishedKeys } from "./signing/published-keys";
import { loadWebhooksForSending, signRequest } from "./signing/sign-request";
import { verifyPastedRequest } from "./signing/verify-pasted-request";

useDatabase();
beforeAll(fillCatalogue);

const url = "http://127.0.0.1:9/hook";
const body = Buffer.from('{"id":"1"}');
const rotate = (id: string, input: Record<string, unknown> = {}) =>
  rotateKey(scope, id, rotateKeySchema.parse(input));
async function rotateOrThrow(id: string, input: Record<string, unknown> = {}) {
  const rotated = await rotate(id, input);
  if (!rotated.ok) throw new Error(rotated.rejected);
  return rotated.webhook;
}
/** Returns the headers that an attempt made now would carry. */
async function signNow(id: string) {
  const webhook = (await loadWebhooksForSending([id])).get(id);
  if (!webhook) throw new Error("webhook not found");
  const attempt = {
    traceId: "t",
    eventType: "X",
    entityType: "Loan",
    event: null,
    contentType: "application/json",
    sequence: null,
  };
  return (await signRequest(webhook, { ...attempt, body, number: "1", simulated: false, sentAt: new Date() }))
    .headers;
}
const signWith = (key: string) => createHmac("sha256", key).update(body).digest("base64");
const endPreviousKey = (webhookId: string, id: string) =>
  prisma().previousKey.updateMany({ where: { webhookId, id }, data: { validUntil: new Date(0) } });

test("after a second rotation during the overlap, every previous key signs until its own overlap ends", async () => {
  const { id, key: first } = await makeWebhook({ url });
  const second = await rotateOrThrow(id, { overlapHours: 48 });
  const third = await rotateOrThrow(id, { overlapHours: 1 });
  expect(third.previousKeysValidUntil).toHaveLength(2);
  const [newest = "", oldest = ""] = third.previousKeysValidUntil;
  expect(oldest).toBe(second.previousKeysValidUntil[0]);
  expect(newest < oldest).toBe(true);
  expect(third.previousKeyValidUntil).toBe(oldest);

  const headers = await signNow(id);
  expect(headers).toMatchObject({
    "X-PL-Signature": signWith(third.key),
    "X-PL-Signature-Previous": signWith(second.key),
    "X-PL-Signature-Previous-2": signWith(first),
  });
  const pasted = { headers: `X-PL-Signature-Previous-2: ${signWith(first)}`, body: body.toString() };
  expect(await verifyPastedRequest(scope, id, pasted)).toMatchObject({
    verdict: { valid: true, findings: [{ code: "previous_key" }] },
  });

  const [last] = await prisma().previousKey.findMany({ where: { webhookId: id }, orderBy: { id: "desc" } });
  await endPreviousKey(id, last?.id ?? "");
  expect(await signNow(id)).toMatchObject({ "X-PL-Signature-Previous": signWith(first) });
  expect(await signNow(id)).not.toHaveProperty("X-PL-Signature-Previous-2");
  expect((await findWebhook(scope, id))?.previousKeysValidUntil).toEqual([oldest]);
});

test("Standard Webhooks: every valid previous key signs, in one header, and is among the published keys", async () => {
  const { id } = await makeWebhook({ url, dialect: "standard-webhooks", options: { signature: "ed25519" } });
  const before = await listPublishedKeys(id);
  await rotateOrThrow(id);
  await rotateOrThrow(id);
  expect((await signNow(id))["webhook-signature"]?.split(" ")).toHaveLength(3);
  const during = await listPublishedKeys(id);
  expect(during).toHaveLength(3);
  expect(during?.[2]).toEqual(before?.[0]);
});

test("a rotation without an overlap ends only the current key", async () => {
  const { id } = await makeWebhook({ url });
  const { previousKeysValidUntil: endsBefore } = await rotateOrThrow(id);
  expect((await rotateOrThrow(id, { overlapHours: 0 })).previousKeysValidUntil).toEqual(endsBefore);
});

test("a rotation can end leaked previous keys, and the audit entry has the number of ended keys", async () => {
  const { id } = await makeWebhook({ url });
  await rotateOrThrow(id);
  await rotateOrThrow(id);
  expect(await rotateOrThrow(id, { overlapHours: 0, endPreviousKeys: true })).toMatchObject({
    previousKeyValidUntil: null,
    previousKeysValidUntil: [],
  });
  const entries = await prisma().auditEntry.findMany({
    where: { targetId: id, action: "webhook.key-rotated" },
    orderBy: { id: "asc" },
  });
  expect(entries.at(-1)?.details).toMatchObject({ overlapHours: 0, endedPreviousKeys: 2 });
});

test("a rotation to the current key changes nothing or, if requested, only ends the previous keys; only the latter is audited, once", async () => {
  const { id } = await makeWebhook({ url });
  const { key } = await rotateOrThrow(id);
  const readEntries = () =>
    prisma()
      .auditEntry.findMany({ where: { targetId: id }, orderBy: { id: "asc" } })
      .then((all) => all.slice(2));
  expect(await rotate(id, { key })).toMatchObject({ replaced: false });
  expect(await readEntries()).toEqual([]);
  for (const _ of [1, 2])
    expect(await rotate(id, { key, endPreviousKeys: true })).toMatchObject({
      replaced: false,
      webhook: { key, previousKeysValidUntil: [] },
    });
  expect(await readEntries()).toMatchObject([
    { action: "webhook.previous-keys-ended", details: { endedPreviousKeys: 1 } },
  ]);
  expect(await signNow(id)).not.toHaveProperty("X-PL-Signature-Previous");
  expect(await rotate(id)).toMatchObject({ replaced: true });
});

test("a previous key that is set again becomes the current key and is no longer a previous one", async () => {
  const { id, key: first } = await makeWebhook({ url });
  const second = await rotateOrThrow(id);
  const back = await rotateOrThrow(id, { key: first });
  expect(back).toMatchObject({ key: first });
  expect(back.previousKeysValidUntil).toHaveLength(1);
  expect(second.key).not.toBe(first);
});

test("a rotation ends a previous key that cannot be decrypted, because that key would make every attempt fail", async () => {
  const { id } = await makeWebhook({ url });
  await rotateOrThrow(id, { overlapHours: 48 });
  await prisma().previousKey.updateMany({
    where: { webhookId: id },
    data: { keySealed: Buffer.from("lost") },
  });
  await expect(signNow(id)).rejects.toThrow();
  const { key } = await rotateOrThrow(id, { overlapHours: 0 });
  expect((await signNow(id))["X-PL-Signature"]).toBe(signWith(key));
});

test("a rotation that would leave too many previous keys is rejected, and the message says when the first of them expires", async () => {
  const { id } = await makeWebhook({ url });
  const { previousKeysValidUntil: ends } = await rotateOrThrow(id, { overlapHours: 5 });
  await rotateOrThrow(id);
  const { key } = await rotateOrThrow(id);
  expect(await rotate(id)).toMatchObject({
    rejected: "too_many_keys",
    message: expect.stringContaining(ends[0] ?? "none"),
  });
  expect(await rotate(id, { key })).toMatchObject({ ok: true });
  expect(await rotate(id, { overlapHours: 0 })).toMatchObject({ ok: true });
});

test("after concurrent rotations, each returned key is valid", async () => {
  const { id, key: first } = await makeWebhook({ url });
  const rotations = await Promise.all([rotateOrThrow(id), rotateOrThrow(id)]);
  const sent = Object.values(await signNow(id));
  for (const key of [first, ...rotations.map((rotated) => rotated.key)])
    expect(sent).toContain(signWith(key));
});

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
async function rotated(id: string, input: Record<string, unknown> = {}) {
  const answer = await rotate(id, input);
  if (!answer.ok) throw new Error(answer.rejected);
  return answer.webhook;
}
/** The headers that an attempt made now would carry. */
async function signedNow(id: string) {
  const webhook = (await loadWebhooksForSending([id])).get(id);
  if (!webhook) throw new Error("gone");
  const attempt = {
    traceId: "t",
    eventType: "X",
    entityType: "Loan",
    event: null,
    contentType: "application/json",
  };
  return (await signRequest(webhook, { ...attempt, body, number: "1", simulated: false, sentAt: new Date() }))
    .headers;
}
const made = (key: string) => createHmac("sha256", key).update(body).digest("base64");
const end = (id: string, key: string) =>
  prisma().previousKey.updateMany({ where: { webhookId: id, id: key }, data: { validUntil: new Date(0) } });

test("after a second rotation during the overlap, every previous key signs until its own end", async () => {
  const { id, key: first } = await makeWebhook({ url });
  const second = await rotated(id, { overlapHours: 48 });
  const third = await rotated(id, { overlapHours: 1 });
  expect(third.previousKeysValidUntil).toHaveLength(2);
  const [newest = "", oldest = ""] = third.previousKeysValidUntil;
  expect(oldest).toBe(second.previousKeysValidUntil[0]);
  expect(newest < oldest).toBe(true);
  expect(third.previousKeyValidUntil).toBe(oldest);

  const headers = await signedNow(id);
  expect(headers).toMatchObject({
    "X-PL-Signature": made(third.key),
    "X-PL-Signature-Previous": made(second.key),
    "X-PL-Signature-Previous-2": made(first),
  });
  const pasted = { headers: `X-PL-Signature-Previous-2: ${made(first)}`, body: body.toString() };
  expect(await verifyPastedRequest(scope, id, pasted)).toMatchObject({
    verdict: { valid: true, findings: [{ code: "previous_key" }] },
  });

  const [last] = await prisma().previousKey.findMany({ where: { webhookId: id }, orderBy: { id: "desc" } });
  await end(id, last?.id ?? "");
  expect(await signedNow(id)).toMatchObject({ "X-PL-Signature-Previous": made(first) });
  expect(await signedNow(id)).not.toHaveProperty("X-PL-Signature-Previous-2");
  expect((await findWebhook(scope, id))?.previousKeysValidUntil).toEqual([oldest]);
});

test("the same for Standard Webhooks, in one header and in the published keys", async () => {
  const { id } = await makeWebhook({ url, dialect: "standard-webhooks", options: { signature: "ed25519" } });
  const before = await listPublishedKeys(id);
  await rotated(id);
  await rotated(id);
  expect((await signedNow(id))["webhook-signature"]?.split(" ")).toHaveLength(3);
  const during = await listPublishedKeys(id);
  expect(during).toHaveLength(3);
  expect(during?.[2]).toEqual(before?.[0]);
});

test("a rotation without an overlap ends the current key only", async () => {
  const { id } = await makeWebhook({ url });
  const { previousKeysValidUntil: promised } = await rotated(id);
  expect((await rotated(id, { overlapHours: 0 })).previousKeysValidUntil).toEqual(promised);
});

test("a rotation can end leaked previous keys, and the audit entry has their number", async () => {
  const { id } = await makeWebhook({ url });
  await rotated(id);
  await rotated(id);
  expect(await rotated(id, { overlapHours: 0, endPreviousKeys: true })).toMatchObject({
    previousKeyValidUntil: null,
    previousKeysValidUntil: [],
  });
  const entries = await prisma().auditEntry.findMany({
    where: { targetId: id, action: "webhook.key-rotated" },
    orderBy: { id: "asc" },
  });
  expect(entries.at(-1)?.details).toMatchObject({ overlapHours: 0, endedPreviousKeys: 2 });
});

test("a previous key that is set again becomes the current key and is no longer a previous one", async () => {
  const { id, key: first } = await makeWebhook({ url });
  const second = await rotated(id);
  const back = await rotated(id, { key: first });
  expect(back).toMatchObject({ key: first });
  expect(back.previousKeysValidUntil).toHaveLength(1);
  expect(second.key).not.toBe(first);
});

test("the next rotation ends a previous key that cannot be opened, since it would fail every attempt", async () => {
  const { id } = await makeWebhook({ url });
  await rotated(id, { overlapHours: 48 });
  await prisma().previousKey.updateMany({
    where: { webhookId: id },
    data: { keySealed: Buffer.from("lost") },
  });
  await expect(signedNow(id)).rejects.toThrow();
  const { key } = await rotated(id, { overlapHours: 0 });
  expect((await signedNow(id))["X-PL-Signature"]).toBe(made(key));
});

test("too many previous keys are rejected, with the time when one ends", async () => {
  const { id } = await makeWebhook({ url });
  const { previousKeysValidUntil: ends } = await rotated(id, { overlapHours: 5 });
  await rotated(id);
  const { key } = await rotated(id);
  expect(await rotate(id)).toMatchObject({
    rejected: "too_many_keys",
    message: expect.stringContaining(ends[0] ?? "none"),
  });
  expect(await rotate(id, { key })).toMatchObject({ ok: true });
  expect(await rotate(id, { overlapHours: 0 })).toMatchObject({ ok: true });
});

test("after concurrent rotations, each returned key is valid", async () => {
  const { id, key: first } = await makeWebhook({ url });
  const answers = await Promise.all([rotated(id), rotated(id)]);
  const sent = Object.values(await signedNow(id));
  for (const key of [first, ...answers.map((answer) => answer.key)]) expect(sent).toContain(made(key));
});

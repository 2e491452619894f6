import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { makeSource, origin, sourceKey } from "@/testing/sources";
import { listEncryptionKeyIds, unseal } from "../crypto/seal";
import { pool, prisma } from "../db";
import { resetEnv } from "../env";
import { rotateSource } from "../sources/rotate-source";
import { openSourceKey } from "../sources/sealed-key";
import { deleteWebhook } from "../webhooks/delete-webhook";
import { rotateKey } from "../webhooks/rotate-key";
import { sealContext } from "../webhooks/secrets/sealed-values";
import { updateWebhook } from "../webhooks/update-webhook";
import { countSealedSecrets } from "./count-sealed";
import { resealSecrets } from "./reseal-secrets";
import { sealedColumns } from "./sealed-columns";

useDatabase();
beforeAll(fillCatalogue);
beforeEach(async () => {
  await prisma().webhook.deleteMany();
  await prisma().source.deleteMany();
});

const makeEncryptionKey = (byte: number) => Buffer.alloc(32, byte).toString("base64");
function configureKeys(...keys: string[]): string[] {
  vi.stubEnv("HOOKLEDGER_ENCRYPTION_KEY", keys.join(","));
  resetEnv();
  return listEncryptionKeyIds();
}
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

const url = "http://127.0.0.1:9/hook";
/** A webhook with a secret of every kind except a previous key, which rotateKey adds. */
const makeWebhookWithSecrets = () =>
  makeWebhook({ url, headers: { "X-One": "one" }, authentication: { kind: "bearer", token: "token" } });
const reseal = () => resealSecrets(scope, () => {});
const readSigningKey = async (id: string) => {
  const { keySealed } = await prisma().webhook.findUniqueOrThrow({ where: { id } });
  return unseal(keySealed, sealContext.key(id));
};

test("every sealed column of the schema is in sealedColumns", async () => {
  const { rows } = await pool().query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name LIKE '%sealed' ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(
    sealedColumns.map(({ table, column }) => `${table}.${column}`).sort(),
  );
});

test("secrets of every kind are resealed and counted by kind and key, the run is audited, and a second run changes nothing", async () => {
  const [oldId] = configureKeys(makeEncryptionKey(1));
  const { id, key: firstKey } = await makeWebhookWithSecrets();
  const rotateResult = await rotateKey(scope, id, { overlapHours: 24 });
  await makeWebhookWithSecrets();
  const { id: sourceId } = await makeSource();
  await rotateSource(scope, sourceId, { what: "key", key: "the second key", overlapHours: 24 }, origin);
  const [newId] = configureKeys(makeEncryptionKey(2), makeEncryptionKey(1));
  expect(await countSealedSecrets()).toEqual([
    { kind: "signing keys", keyId: oldId, count: 2, key: "old" },
    { kind: "previous signing keys", keyId: oldId, count: 1, key: "old" },
    { kind: "header values", keyId: oldId, count: 2, key: "old" },
    { kind: "receiver authentication", keyId: oldId, count: 2, key: "old" },
    { kind: "keys of sources", keyId: oldId, count: 1, key: "old" },
    { kind: "previous keys of sources", keyId: oldId, count: 1, key: "old" },
  ]);
  const progress: number[] = [];
  const { resealed, counts } = await resealSecrets(scope, (count) => progress.push(count));
  expect([resealed, progress.at(-1)]).toEqual([9, 9]);
  expect(counts.map(({ keyId, key, count }) => [keyId, key, count])).toEqual([
    [newId, "current", 2],
    [newId, "current", 1],
    [newId, "current", 2],
    [newId, "current", 2],
    [newId, "current", 1],
    [newId, "current", 1],
  ]);
  configureKeys(makeEncryptionKey(2));
  expect(await readSigningKey(id)).toBe(rotateResult.ok && rotateResult.webhook.key);
  const [previous] = await prisma().previousKey.findMany({ where: { webhookId: id } });
  expect(unseal(previous?.keySealed ?? new Uint8Array(), sealContext.key(id))).toBe(firstKey);
  const source = await prisma().source.findUniqueOrThrow({ where: { id: sourceId } });
  const sourceKeys = [source.keySealed, source.previousKeySealed].map(
    (sealed) => sealed && openSourceKey(sourceId, sealed),
  );
  expect(sourceKeys).toEqual(["the second key", sourceKey]);
  const entries = await prisma().auditEntry.findMany({
    where: { targetType: "encryptionKey" },
    orderBy: { id: "asc" },
  });
  expect(entries).toMatchObject([
    { action: "secrets.reseal-started", targetId: newId },
    { action: "secrets.resealed", targetId: newId, details: { resealed: 9 } },
  ]);
  expect(await reseal()).toMatchObject({ resealed: 0 });
});

test("an interrupted run is continued by the next run", async () => {
  configureKeys(makeEncryptionKey(1));
  for (let count = 0; count < 3; count += 1) await makeWebhookWithSecrets();
  configureKeys(makeEncryptionKey(2), makeEncryptionKey(1));
  const interruptedRun = resealSecrets(scope, () => {
    throw new Error("killed");
  });
  await expect(interruptedRun).rejects.toThrow("killed");
  const currentCounts = (await countSealedSecrets()).filter((count) => count.key === "current");
  expect(currentCounts.length).toBeGreaterThan(0);
  await reseal();
  expect((await countSealedSecrets()).filter((count) => count.key !== "current")).toEqual([]);
});

test("resealing never overwrites a concurrent rotation, edit or reseal", async () => {
  configureKeys(makeEncryptionKey(1));
  const webhooks = await Promise.all(Array.from({ length: 10 }, makeWebhookWithSecrets));
  configureKeys(makeEncryptionKey(2), makeEncryptionKey(1));
  const rotations = webhooks.map(async ({ id }) => {
    const rotated = await rotateKey(scope, id, { overlapHours: 1 });
    await updateWebhook(scope, id, { headers: { "X-Two": "two" } });
    return { id, key: rotated.ok ? rotated.webhook.key : "" };
  });
  await Promise.all([reseal(), reseal(), ...rotations]);
  await reseal();
  configureKeys(makeEncryptionKey(2));
  for (const { id, key } of await Promise.all(rotations)) {
    expect(await readSigningKey(id)).toBe(key);
    const row = await prisma().webhook.findUniqueOrThrow({ where: { id } });
    expect(JSON.parse(unseal(row.headersSealed ?? new Uint8Array(), sealContext.headers(id)))).toEqual({
      "X-One": "one",
      "X-Two": "two",
    });
  }
});

test("a secret that no configured key opens stays unchanged, is counted under the key that sealed it, and can be set again", async () => {
  const [absentKeyId] = configureKeys(makeEncryptionKey(3));
  const { id } = await makeWebhookWithSecrets();
  configureKeys(makeEncryptionKey(2));
  const rowBefore = await prisma().webhook.findUniqueOrThrow({ where: { id } });
  const { resealed, counts } = await reseal();
  expect(resealed).toBe(0);
  expect(counts.filter((count) => count.key === "absent")).toMatchObject([
    { kind: "signing keys", keyId: absentKeyId, count: 1 },
    { kind: "header values", keyId: absentKeyId, count: 1 },
    { kind: "receiver authentication", keyId: absentKeyId, count: 1 },
  ]);
  expect(await prisma().webhook.findUniqueOrThrow({ where: { id } })).toEqual(rowBefore);

  expect(await updateWebhook(scope, id, { headers: { "X-Two": "two" } })).toMatchObject({
    rejected: "invalid_settings",
    invalid: [
      { field: "headers", code: "secret_unreadable", message: expect.stringContaining(`id ${absentKeyId}`) },
    ],
  });
  expect(await rotateKey(scope, id, { overlapHours: 24 })).toMatchObject({ rejected: "key_unreadable" });
  const newSecrets = {
    headers: { "X-One": "again" },
    authentication: { kind: "bearer" as const, token: "again" },
  };
  expect(await updateWebhook(scope, id, newSecrets)).toMatchObject({ ok: true });
  expect(await rotateKey(scope, id, { overlapHours: 0 })).toMatchObject({ ok: true });
  expect((await countSealedSecrets()).filter((count) => count.key !== "current")).toEqual([]);
});

test("a deleted webhook has no secrets left", async () => {
  configureKeys(makeEncryptionKey(1));
  const { id } = await makeWebhookWithSecrets();
  await rotateKey(scope, id, { overlapHours: 24 });
  await deleteWebhook(scope, id);
  expect(await countSealedSecrets()).toEqual([]);
});

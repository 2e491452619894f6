import { afterEach, expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { listSourceAudit, makeSource, origin, sourceKey } from "@/testing/sources";
import { prisma } from "../db";
import { resetEnv } from "../env";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { rotateSource } from "./rotate-source";
import { rotateSourceSchema } from "./schema";
import { openSourceKey } from "./sealed-key";
import { hashSourceToken } from "./source-token";
import { getSourceSystem } from "./systems";
import { updateSource } from "./update-source";

useDatabase();
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

const rotate = (id: string, input: Record<string, unknown>, who = scope) =>
  rotateSource(who, id, rotateSourceSchema.parse(input), origin);
const findRow = (id: string) => prisma().source.findUniqueOrThrow({ where: { id } });
const readKeys = async (id: string) => {
  const { keySealed, previousKeySealed } = await findRow(id);
  return [keySealed, previousKeySealed].map((sealed) => sealed && openSourceKey(id, sealed));
};
const hashOf = (url: string | null) => hashSourceToken(new URL(url ?? "").pathname.slice("/in/".length));

test("after rotating the key, the previous one stays for the overlap, and neither is in the audit trail", async () => {
  const { id } = await makeSource();
  const rotated = await rotate(id, { what: "key", key: "the second key", overlapHours: 2 });
  expect(rotated).toMatchObject({ ok: true, source: { url: null, previousUrlUntil: null } });
  const until = new Date((rotated.ok && rotated.source.previousKeyUntil) || "").getTime();
  expect(Math.abs(until - Date.now() - 2 * 3_600_000)).toBeLessThan(60_000);
  expect(await readKeys(id)).toEqual(["the second key", sourceKey]);
  expect(await findRow(id)).toMatchObject({ revision: 2 });
  const entries = await listSourceAudit(id);
  expect(entries.at(-1)).toMatchObject({
    action: "source.key-rotated",
    details: { name: "Pricing", overlapHours: 2 },
  });
  expect(JSON.stringify(entries)).not.toMatch(/the second key|a key for the tests/);
});

test("with an overlap of 0 hours, the previous key is removed; rotating to the current key changes nothing", async () => {
  const { id } = await makeSource();
  await rotate(id, { what: "key", key: "the second key" });
  expect(await rotate(id, { what: "key", key: "the second key", overlapHours: 0 })).toMatchObject({
    ok: true,
  });
  expect(await readKeys(id)).toEqual(["the second key", sourceKey]);
  expect(await rotate(id, { what: "key", key: "the third key", overlapHours: 0 })).toMatchObject({
    source: { previousKeyUntil: null },
  });
  expect(await readKeys(id)).toEqual(["the third key", null]);
  expect(await findRow(id)).toMatchObject({ revision: 3 });
});

test("after rotating the URL, the new one is shown once, and the previous one works for the overlap", async () => {
  const { id, url: firstUrl } = await makeSource();
  const rotated = await rotate(id, { what: "url", overlapHours: 1 });
  const { url, tokenPrefix } = rotated.ok ? rotated.source : { url: null, tokenPrefix: "" };
  expect(url).toMatch(/^https:\/\/hooks\.bank\.example\/in\/[\w-]{43}$/);
  expect(url).toContain(`/in/${tokenPrefix}`);
  expect(await findRow(id)).toMatchObject({
    tokenHash: hashOf(url),
    previousTokenHash: hashOf(firstUrl),
    previousTokenUntil: expect.any(Date),
    revision: 2,
  });
  const entries = await listSourceAudit(id);
  expect(entries.at(-1)).toMatchObject({ action: "source.url-rotated", details: { overlapHours: 1 } });
  expect(JSON.stringify(entries)).not.toContain(new URL(url ?? "").pathname.slice(4));
  await rotate(id, { what: "url", overlapHours: 0 });
  expect(await findRow(id)).toMatchObject({ previousTokenHash: null, previousTokenUntil: null });
});

test("two rotations at once are made one after another: the first one's URL is the previous URL", async () => {
  const { id } = await makeSource();
  const rotations = await Promise.all([rotate(id, { what: "url" }), rotate(id, { what: "url" })]);
  const hashes = rotations.map((rotated) => hashOf(rotated.ok ? rotated.source.url : null));
  const { tokenHash, previousTokenHash } = await findRow(id);
  const [current, previous] = [tokenHash, previousTokenHash].map((bytes) =>
    Buffer.from(bytes ?? []).toString("hex"),
  );
  expect([current, previous].sort()).toEqual(
    hashes.map((bytes) => Buffer.from(bytes).toString("hex")).sort(),
  );
});

test("a key that the verification cannot use is rejected; a source without verification keeps it for later", async () => {
  const { id } = await makeSource();
  expect(await rotate(id, { what: "key", key: "short" })).toMatchObject({ rejected: "key_invalid" });
  expect(await readKeys(id)).toEqual([sourceKey, null]);
  const { id: idWithoutKey } = await makeSource({ key: undefined, verification: { kind: "none" } });
  expect(await rotate(idWithoutKey, { what: "key", key: "the first key" })).toMatchObject({
    ok: true,
    source: { hasKey: true, previousKeyUntil: null, verification: { kind: "none" } },
  });
});

test.each(["loanpro", "fineract"] as const)(
  "the first key of a source of %s, which has none by default, is checked from then on, and that is audited",
  async (system) => {
    const { id } = await makeSource({ system, key: undefined });
    const none = { kind: "none" };
    const verification = getSourceSystem(system).verification(true);
    expect(await findRow(id)).toMatchObject({ verification: none });
    expect(await rotate(id, { what: "key", key: "short" })).toMatchObject({ rejected: "key_invalid" });
    expect(await rotate(id, { what: "key", key: "the first key" })).toMatchObject({
      ok: true,
      source: { hasKey: true, verification },
    });
    expect((await listSourceAudit(id)).at(-1)).toMatchObject({
      details: { verification: { from: none, to: verification } },
    });
    await updateSource(scope, id, { verification: { kind: "none" } });
    expect(await rotate(id, { what: "key", key: "the second key" })).toMatchObject({
      source: { verification: none },
    });
  },
);

test("a rotated URL of Fineract ends with the slash that Fineract needs", async () => {
  const { id, url } = await makeSource({ system: "fineract", key: undefined });
  const rotated = await rotate(id, { what: "url" });
  expect([url, rotated.ok && rotated.source.url]).toEqual([
    expect.stringMatching(/\/in\/[\w-]{43}\/$/),
    expect.stringMatching(/\/in\/[\w-]{43}\/$/),
  ]);
});

test("a key that cannot be decrypted is replaced only without an overlap", async () => {
  const { id } = await makeSource();
  vi.stubEnv("HOOKLEDGER_ENCRYPTION_KEY", Buffer.alloc(32, 9).toString("base64"));
  resetEnv();
  expect(await rotate(id, { what: "key", key: "the second key" })).toMatchObject({
    rejected: "key_unreadable",
    message: expect.stringContaining("overlap of 0 hours"),
  });
  expect(await rotate(id, { what: "key", key: "the second key", overlapHours: 0 })).toMatchObject({
    ok: true,
  });
  expect(await readKeys(id)).toEqual(["the second key", null]);
});

test("another tenant's source is not found, and sources:write is required", async () => {
  const acme = await makePartnerScope("Acme");
  const { id } = await makeSource();
  const before = await findRow(id);
  for (const unknown of [id, newId(), "no-id"]) {
    expect(await rotate(unknown, { what: "url" }, acme)).toEqual({
      ok: false,
      rejected: "not_found",
      message: `There is no source ${unknown}.`,
    });
  }
  expect(await findRow(id)).toEqual(before);
  const reader = makeScope({ actor: scope.actor, partnerId: null, permissions: ["sources:read"] });
  await expect(rotate(id, { what: "url" }, reader)).rejects.toThrow("sources:write");
});

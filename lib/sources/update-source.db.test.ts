import { afterEach, expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { listSourceAudit, makeSource, origin } from "@/testing/sources";
import { prisma } from "../db";
import { resetEnv } from "../env";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { deleteSource } from "./delete-source";
import { findSource, listSources } from "./queries";
import { rotateSource } from "./rotate-source";
import { sourceListQuerySchema, updateSourceSchema } from "./schema";
import { updateSource } from "./update-source";

useDatabase();
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

const update = (id: string, input: Record<string, unknown>, who = scope) =>
  updateSource(who, id, updateSourceSchema.parse(input));
const findRevision = async (id: string) =>
  (await prisma().source.findUniqueOrThrow({ where: { id } })).revision;

test("a change replaces the settings that were sent, increments the revision and is audited with old and new values", async () => {
  const { id } = await makeSource({ networks: ["203.0.113.0/24"] });
  const changes = { name: "Pricing 2", networks: [], mapping: { eventTypes: { a: "X", bb: "Y" } } };
  expect(await update(id.toUpperCase(), changes)).toMatchObject({
    ok: true,
    source: { ...changes, duplicateSeconds: 600, url: null },
  });
  expect(await findRevision(id)).toBe(2);
  expect((await listSourceAudit(id)).slice(1)).toEqual([
    {
      action: "source.changed",
      partnerId: null,
      details: {
        name: { from: "Pricing", to: "Pricing 2" },
        networks: { from: ["203.0.113.0/24"], to: [] },
        mapping: { from: {}, to: changes.mapping },
      },
    },
  ]);
});

test("a change to the same settings, in any order of fields, is no change", async () => {
  const mapping = { eventTypes: { "loan.paid": "X", a: "Y" }, entityId: "/id" };
  const { id, verification } = await makeSource({ mapping });
  const same = { entityId: "/id", eventTypes: { a: "Y", "loan.paid": "X" }, type: undefined };
  expect(await update(id, { name: "Pricing", mapping: same, verification })).toMatchObject({ ok: true });
  expect(await findRevision(id)).toBe(1);
  expect(await listSourceAudit(id)).toHaveLength(1);
});

test("two changes at once are both made, and the audit trail has what each of them replaced", async () => {
  const { id } = await makeSource();
  await Promise.all([update(id, { name: "A" }), update(id, { name: "B" })]);
  expect(await findRevision(id)).toBe(3);
  const changes = (await listSourceAudit(id)).slice(1).map(({ details }) => details) as {
    name: { from: string; to: string };
  }[];
  expect(changes[0]?.name.from).toBe("Pricing");
  expect(changes[1]?.name.from).toBe(changes[0]?.name.to);
});

test("a verification that needs a key is rejected while the source has none, and accepted with its key", async () => {
  const none = { kind: "none" };
  const header = { kind: "header", header: "X-Key" };
  const { id: idWithoutKey } = await makeSource({ key: undefined, verification: none });
  expect(await update(idWithoutKey, { verification: header })).toMatchObject({
    rejected: "invalid_settings",
    invalid: [{ field: "verification", code: "key_missing", message: expect.stringContaining("/rotate") }],
  });
  expect(await findRevision(idWithoutKey)).toBe(1);
  const { id } = await makeSource();
  expect(await update(id, { verification: none })).toMatchObject({ ok: true, source: { hasKey: true } });
  expect(await update(id, { verification: header })).toMatchObject({ source: { verification: header } });
});

test("another kind of verification ends the overlap of a previous key, which was not checked for it; the same kind does not", async () => {
  const { id, verification } = await makeSource({ key: undefined, verification: { kind: "none" } });
  const rotate = (key: string) => rotateSource(scope, id, { what: "key", key, overlapHours: 24 }, origin);
  expect(await rotate("x")).toMatchObject({ ok: false, rejected: "key_invalid" });
  await rotate("8 signs.");
  expect(await rotate("a key that is long enough")).toMatchObject({
    source: { previousKeyUntil: expect.any(String), verification },
  });
  expect(await update(id, { verification: { kind: "header", header: "X-Key" } })).toMatchObject({
    source: { previousKeyUntil: null },
  });
  const row = await prisma().source.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ previousKeySealed: null, previousKeyUntil: null });
  await rotate("another key that is long enough");
  expect(await update(id, { verification: { kind: "header", header: "X-Other" } })).toMatchObject({
    source: { previousKeyUntil: expect.any(String) },
  });
});

test("while the key cannot be decrypted, the verification cannot be changed, but the name can", async () => {
  const { id } = await makeSource();
  vi.stubEnv("HOOKLEDGER_ENCRYPTION_KEY", Buffer.alloc(32, 9).toString("base64"));
  resetEnv();
  expect(await update(id, { verification: { kind: "header", header: "X-Key" } })).toMatchObject({
    invalid: [{ code: "key_unreadable", message: expect.stringContaining("Rotate the key") }],
  });
  expect(await update(id, { name: "Renamed" })).toMatchObject({ ok: true, source: { name: "Renamed" } });
});

test("a deleted source is gone, its keys are removed, and its messages stay", async () => {
  const { id } = await makeSource();
  expect(await deleteSource(scope, id)).toBe(true);
  expect(await findSource(scope, id)).toBeNull();
  expect(await deleteSource(scope, id)).toBe(false);
  expect(await update(id, { name: "B" })).toMatchObject({ rejected: "not_found" });
  expect(
    (await listSources(scope, sourceListQuerySchema.parse({}))).items.map((source) => source.id),
  ).not.toContain(id);
  const row = await prisma().source.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({
    keySealed: null,
    previousKeySealed: null,
    previousTokenHash: null,
    revision: 2,
  });
  expect((await listSourceAudit(id)).map(({ action }) => action)).toEqual([
    "source.created",
    "source.deleted",
  ]);
});

test("another partner's source and the lender's are not found, and stay as they are", async () => {
  const [acme, other] = [await makePartnerScope("Acme"), await makePartnerScope("Other")];
  for (const { id } of [await makeSource({}, other), await makeSource()]) {
    expect(await update(id, { name: "Mine" }, acme)).toMatchObject({ rejected: "not_found" });
    expect(await deleteSource(acme, id)).toBe(false);
    expect(await findSource(acme, id)).toBeNull();
    expect(await findSource(scope, id)).toMatchObject({ name: "Pricing" });
  }
  const { id } = await makeSource({}, acme);
  expect(await update(id, { name: "Mine" }, acme)).toMatchObject({ ok: true });
  expect((await listSourceAudit(id)).at(-1)).toMatchObject({ partnerId: acme.partnerId });
});

test("changing and deleting require sources:write, and an ID that is none is not found", async () => {
  const reader = makeScope({ actor: scope.actor, partnerId: null, permissions: ["sources:read"] });
  await expect(update(newId(), {}, reader)).rejects.toThrow("sources:write");
  await expect(deleteSource(reader, newId())).rejects.toThrow("sources:write");
  expect(await update("no-id", {})).toMatchObject({ rejected: "not_found" });
  expect(await deleteSource(scope, "no-id")).toBe(false);
});

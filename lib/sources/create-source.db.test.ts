import { expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { listSourceAudit, makeSource, origin, sourceKey } from "@/testing/sources";
import { unseal } from "../crypto/seal";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { createSource } from "./create-source";
import { findSource } from "./queries";
import { createSourceSchema } from "./schema";
import { sourceKeyContext } from "./sealed-key";
import { hashSourceToken } from "./source-token";

useDatabase();
const create = (settings: Record<string, unknown>, who = scope) =>
  createSource(
    who,
    createSourceSchema.parse({ name: "Pricing", system: "precisionlender", key: sourceKey, ...settings }),
    origin,
  );

test("a source has the settings of its system, and its URL is shown only once", async () => {
  const source = await makeSource();
  expect(source).toMatchObject({
    name: "Pricing",
    system: "precisionlender",
    partnerId: null,
    hasKey: true,
    verification: { kind: "hmac", header: "X-PL-Signature" },
    mapping: {},
    networks: [],
    duplicateSeconds: 600,
    waiting: 0,
    unmapped: 0,
    unverified: 0,
    unverifiedTotal: 0,
    lastMessageAt: null,
    previousUrlUntil: null,
    previousKeyUntil: null,
    createdBy: scope.actor.name,
  });
  expect(source.url).toMatch(/^https:\/\/hooks\.bank\.example\/in\/[\w-]{43}$/);
  expect(await findSource(scope, source.id)).toEqual({ ...source, url: null });
});

test("the database has only the hash of the token and the sealed key, and the audit trail has neither", async () => {
  const { id, url, tokenPrefix } = await makeSource();
  const token = new URL(url).pathname.slice("/in/".length);
  const row = await prisma().source.findUniqueOrThrow({ where: { id } });
  expect(row.tokenHash).toEqual(hashSourceToken(token));
  expect(tokenPrefix).toBe(token.slice(0, 6));
  expect(unseal(row.keySealed ?? new Uint8Array(), sourceKeyContext(id))).toBe(sourceKey);
  const entries = await listSourceAudit(id);
  expect(entries).toMatchObject([
    { action: "source.created", details: { name: "Pricing", system: "precisionlender" } },
  ]);
  const { rows } = await pool().query("SELECT s::text AS text FROM sources s WHERE id = $1", [id]);
  for (const secret of [token, sourceKey]) {
    expect(JSON.stringify(entries)).not.toContain(secret);
    expect(rows[0].text).not.toContain(secret);
    expect(rows[0].text).not.toContain(Buffer.from(secret).toString("hex"));
  }
});

test("settings that are given replace those of the system", async () => {
  const settings = {
    verification: { kind: "header", header: "X-Key" },
    mapping: { entityId: "/loan/id", eventTypes: { "loan.paid": "PaymentPosted" } },
    networks: ["203.0.113.0/24"],
    duplicateSeconds: 0,
  };
  expect(await makeSource(settings)).toMatchObject(settings);
});

test("a source whose verification needs a key is not created without one", async () => {
  const verification = { kind: "header", header: "X-Key" };
  expect(await create({ key: undefined, verification })).toEqual({
    ok: false,
    invalid: [{ field: "key", code: "key_missing", message: expect.any(String) }],
  });
});

test("a partner creates sources only for itself, and the lender for itself or for a partner that exists", async () => {
  const [acme, other] = [await makePartnerScope("Acme"), await makePartnerScope("Other")];
  expect(await makeSource({}, acme)).toMatchObject({ partnerId: acme.partnerId });
  expect(await makeSource({ partnerId: acme.partnerId })).toMatchObject({ partnerId: acme.partnerId });
  const unknown = newId();
  for (const [who, partnerId] of [[acme, other.partnerId] as const, [scope, unknown] as const]) {
    expect(await create({ partnerId }, who)).toEqual({
      ok: false,
      invalid: [
        { field: "partnerId", code: "unknown_partner", message: `There is no partner ${partnerId}.` },
      ],
    });
  }
});

test("the permission sources:write is required", async () => {
  const reader = makeScope({ actor: scope.actor, partnerId: null, permissions: ["sources:read"] });
  await expect(create({}, reader)).rejects.toThrow("sources:write");
});

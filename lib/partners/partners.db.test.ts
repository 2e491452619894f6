import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { createApiKey } from "../api-keys/create-api-key";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { allPermissions, type Permission } from "../scope/permissions";
import { Forbidden, makeScope } from "../scope/scope";
import { fetchPartnerNames, listPartnerChoices, listPartnersForHistoryFilter } from "./choices";
import { createPartner } from "./create-partner";
import { ensurePartners } from "./ensure-partners";
import { findPartner } from "./find-partner";
import { listPartnerPage } from "./list-page";
import { renamePartner } from "./rename-partner";
import { partnerPageQuerySchema } from "./schema";

useDatabase();
const ids = { acme: "", other: newId() };
const asPartner = (partnerId: string) =>
  makeScope({ actor: scope.actor, partnerId, permissions: allPermissions });
const parsePageQuery = (query: Record<string, unknown> = {}) => partnerPageQuerySchema.parse(query);
const listNames = async (query: Record<string, unknown>, caller = scope) =>
  (await listPartnerPage(caller, parsePageQuery(query))).partners.map(({ name }) => name);

beforeAll(async () => {
  await fillCatalogue();
  const created = await createPartner(scope, { name: "Acme", kind: "partner" });
  ids.acme = created.ok ? created.id : "";
  await createPartner(scope, { name: "Other", kind: "customer", id: ids.other.toUpperCase() });
});

test("creating a partner with a given or a new GUID is audited; GUIDs and names are unique", async () => {
  expect(await prisma().partner.findUnique({ where: { id: ids.other } })).toMatchObject({ name: "Other" });
  expect(await createPartner(scope, { name: " other ", kind: "partner" })).toEqual({
    ok: false,
    reason: "invalid",
    errors: { name: "A partner with this name already exists." },
  });
  expect(await createPartner(scope, { name: "Third", kind: "partner", id: ids.acme })).toMatchObject({
    errors: { id: "A partner with this GUID already exists." },
  });
  expect(await createPartner(scope, { name: "", kind: "partner", id: "7" })).toMatchObject({
    errors: { name: "Enter a name.", id: expect.stringContaining("GUID") },
  });
  const audit = await prisma().auditEntry.findMany({ where: { action: "partner.created" } });
  expect(audit.map(({ targetId }) => targetId).sort()).toEqual([ids.acme, ids.other].sort());
  expect([...(await ensurePartners(scope, [{ name: "Acme", kind: "partner" }])).values()]).toEqual([
    ids.acme,
  ]);
});

test("renaming a partner is audited with its previous name", async () => {
  const created = await createPartner(scope, { name: "Before", kind: "partner" });
  const id = created.ok ? created.id : "";
  expect(await renamePartner(scope, id, { name: "After" })).toEqual({ ok: true });
  expect(await renamePartner(scope, id, { name: "After" })).toEqual({ ok: true });
  expect(await renamePartner(scope, id, { name: "ACME" })).toMatchObject({ reason: "invalid" });
  expect(await renamePartner(scope, newId(), { name: "Nobody" })).toEqual({ ok: false, reason: "not-found" });
  const audit = await prisma().auditEntry.findMany({ where: { action: "partner.renamed" } });
  expect(audit.map(({ details }) => details)).toEqual([{ from: "Before", to: "After" }]);
});

test("the list is filtered, sorted and paged, even with ten thousand partners", async () => {
  await pool().query(`
    INSERT INTO partners (id, name, kind)
    SELECT gen_random_uuid(), 'Many ' || lpad(n::text, 5, '0'), 'customer' FROM generate_series(0, 9999) n`);
  const { partners, total, all } = await listPartnerPage(scope, parsePageQuery({ q: "many 00", page: "2" }));
  expect(partners[0]?.name).toBe("Many 00050");
  expect([partners.length, total, all - 10_000 < 10]).toEqual([50, 1_000, true]);
  expect(await listNames({ q: ids.other })).toEqual(["Other"]);
  expect(await listNames({ q: "acme", kind: "customer" })).toEqual([]);
  expect((await listNames({ sort: "-name", page: "9999999" })).length).toBeGreaterThan(0);
  const { choices, more } = await listPartnerChoices(scope, { chosenId: ids.other });
  expect([choices[0]?.name, choices.length, more]).toEqual(["Other", 101, true]);
  expect((await listPartnerChoices(scope, { text: "many 09999" })).choices).toHaveLength(1);
});

test("a partner's details contain only its own webhooks, users and API keys", async () => {
  const url = "http://127.0.0.1:9/";
  await makeWebhook({ url, name: "Acme's", partnerId: ids.acme });
  await makeWebhook({ url, name: "Other's", partnerId: ids.other });
  await makeWebhook({ url, name: "The lender's" });
  await createApiKey(scope, { name: "Acme's key", scopes: ["events:write"], partnerId: ids.acme });
  await postEvent({ partnerId: ids.acme });
  await postEvent({ partnerId: ids.other });
  const acme = await findPartner(scope, ids.acme);
  expect(acme).toMatchObject({
    _count: { webhooks: 1, users: 0, apiKeys: 1 },
    webhooks: [{ name: "Acme's" }],
    apiKeys: [{ name: "Acme's key" }],
    day: { counts: { pending: 1, succeeded: 0, failed: 0, held: 0, discarded: 0 } },
  });
  expect(await findPartner(scope, newId())).toBeNull();
  expect(await findPartner(scope, "no id")).toBeNull();
});

test("a partner sees only itself and cannot change itself", async () => {
  const acme = asPartner(ids.acme);
  expect(await listNames({}, acme)).toEqual(["Acme"]);
  expect(await listNames({ q: "Other" }, acme)).toEqual([]);
  expect((await listPartnerPage(acme, parsePageQuery({ q: "Other" }))).all).toBe(1);
  expect(await findPartner(acme, ids.acme)).toMatchObject({ name: "Acme" });
  expect(await findPartner(acme, ids.other)).toBeNull();
  const onlyAcme = { choices: [{ id: ids.acme, name: "Acme" }], more: false };
  expect(await listPartnerChoices(acme, { chosenId: ids.other })).toEqual(onlyAcme);
  expect([...(await fetchPartnerNames(acme, [ids.other, ids.acme])).values()]).toEqual(["Acme"]);
  await expect(createPartner(acme, { name: "Mine", kind: "partner" })).rejects.toThrow(Forbidden);
  await expect(renamePartner(acme, ids.acme, { name: "Mine" })).rejects.toThrow(Forbidden);
  const nobody = makeScope({ actor: scope.actor, partnerId: null, permissions: [] });
  await expect(listPartnerPage(nobody, parsePageQuery())).rejects.toThrow(Forbidden);
  await expect(listPartnerChoices(nobody)).rejects.toThrow(Forbidden);
});

test("a partner's API key cannot have scopes that only the lender has", async () => {
  const all = await createApiKey(scope, { name: "All", scopes: ["all"], partnerId: ids.acme });
  const row = await prisma().apiKey.findUniqueOrThrow({ where: { id: all.ok ? all.id : "" } });
  expect(row.scopes).not.toContain("metrics:read");
  expect(
    await createApiKey(scope, { name: "M", scopes: ["metrics:read"], partnerId: ids.acme }),
  ).toMatchObject({ errors: { scopes: expect.stringContaining("another scope") } });
});

test("listing partners for a form needs a permission to create something; listing them for the history filter needs deliveries:read", async () => {
  const makeScopeWith = (permission: Permission) =>
    makeScope({ actor: scope.actor, partnerId: null, permissions: [permission] });
  for (const permission of allPermissions) {
    const canCreate = ["users:write", "api-keys:write", "webhooks:write"].includes(permission);
    const choices = listPartnerChoices(makeScopeWith(permission), { text: "Acme" });
    if (canCreate) expect((await choices).choices).toMatchObject([{ name: "Acme" }]);
    else await expect(choices, permission).rejects.toThrow(Forbidden);
  }
  expect(
    (await listPartnersForHistoryFilter(makeScopeWith("deliveries:read"), ids.acme)).choices,
  ).toContainEqual({
    ...{ id: ids.acme, name: "Acme" },
  });
  await expect(listPartnersForHistoryFilter(makeScopeWith("webhooks:write"), ids.acme)).rejects.toThrow(
    Forbidden,
  );
});

test("_, % and \\ are ordinary characters in a search and when checking whether a name is taken", async () => {
  for (const name of ["Loans-R-Us", "50% Off", "50 Off", "Back\\slash", "Backslash"]) {
    expect(await createPartner(scope, { name, kind: "partner" }), name).toMatchObject({ ok: true });
  }
  const namesByQuery: [string, string[]][] = [
    ["_", []],
    ["%", ["50% Off"]],
    ["\\", ["Back\\slash"]],
    ["k\\s", ["Back\\slash"]],
    ["loans_r", []],
  ];
  for (const [q, wanted] of namesByQuery) {
    expect(await listNames({ q }), q).toEqual(wanted);
    expect(
      (await listPartnerChoices(scope, { text: q })).choices.map(({ name }) => name),
      q,
    ).toEqual(wanted);
  }
  expect(await createPartner(scope, { name: "Loans_R_Us", kind: "partner" })).toMatchObject({ ok: true });
  expect(await listNames({ q: "s_r_u" })).toEqual(["Loans_R_Us"]);
  expect(await createPartner(scope, { name: "LOANS_r_US", kind: "partner" })).toMatchObject({
    errors: { name: "A partner with this name already exists." },
  });
  expect(await createPartner(scope, { name: "BACK\\SLASH", kind: "partner" })).toMatchObject({ ok: false });
});

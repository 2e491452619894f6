import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensurePartners } from "@/lib/partners/ensure-partners";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { allPermissions } from "../access/permissions";
import { Forbidden, makeScope } from "../access/scope";
import { unseal } from "../crypto/seal";
import { prisma } from "../db";
import { closeSender } from "../deliveries/sender";
import { boundTo } from "../webhooks/for-sending";
import { createHook } from "./create-hook";
import { deleteHook } from "./delete-hook";
import { FineractError } from "./fineract-error";
import { parseOrRefuse } from "./parse";
import { getHook, listHooks } from "./queries";
import { createHookSchema, updateHookSchema } from "./schema";
import { hookTemplate } from "./template";
import { updateHook } from "./update-hook";

useDatabase();
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  await fillCatalogue();
  await listHooks(scope);
});
afterAll(async () => {
  await closeSender();
  await receiver.close();
});

const at = { tenantId: "default", endpoint: "https://bank.example/fineract-provider/api/v1/" };
const hook = (more: Record<string, unknown> = {}) => ({
  name: "Web",
  isActive: true,
  events: [{ entityName: "CLIENT", actionName: "CREATE" }],
  config: { "Payload URL": receiver.url("/hook"), "Content Type": "json" },
  ...more,
});
const create = async (given: unknown, as = scope) =>
  String(await createHook(as, parseOrRefuse(createHookSchema, given), at));
const update = (id: string, given: unknown, as = scope) =>
  updateHook(as, id, parseOrRefuse(updateHookSchema, given));
const refusal = async (attempt: () => Promise<unknown>) => {
  const error = await attempt().then(
    () => "accepted",
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FineractError)) throw new Error(String(error));
  return [error.status, ...error.reasons.map(({ code }) => code)];
};
const config = (fields: Record<string, string>) => ({
  "Content Type": "json",
  "Payload URL": receiver.url("/hook"),
  ...fields,
});

test("Fineract's object and Embarc's array make the same hook", async () => {
  const array = Object.entries(hook().config).map(([fieldName, fieldValue]) => ({ fieldName, fieldValue }));
  const one = await getHook(scope, await create(hook({ name: "client-events" })), false);
  const other = await getHook(scope, await create(hook({ name: "client-events", config: array })), false);
  expect(other).toEqual({ ...one, id: other.id });
  const today = new Date();
  const day = [today.getUTCFullYear(), today.getUTCMonth() + 1, today.getUTCDate()];
  expect(one).toEqual({
    id: one.id,
    name: "client-events",
    displayName: "client-events",
    isActive: true,
    createdAt: day,
    updatedAt: day,
    templateId: 0,
    events: [{ entityName: "CLIENT", actionName: "CREATE" }],
    config: [
      { fieldName: "Content Type", fieldValue: "json" },
      { fieldName: "Payload URL", fieldValue: receiver.url("/hook") },
    ],
  });
});

test("isActive as old clients send it; not said means not active", async () => {
  for (const [given, active] of [
    [true, true],
    ["true", true],
    ["", false],
    [null, false],
    [undefined, false],
    ["false", false],
  ]) {
    const { isActive } = await getHook(scope, await create(hook({ isActive: given })), false);
    expect(isActive, String(given)).toBe(active);
  }
});

test("a new hook's receiver is pinged once, without a secret, and the audit says what came", async () => {
  const path = "/pinged";
  receiver.respond({ status: 500 });
  const fields = { "Receiver Authentication": "bearer", "Receiver Token": "secret-token" };
  const id = await create(hook({ config: { ...config(fields), "Payload URL": receiver.url(path) } }));
  const { id: targetId } = await prisma().webhook.findFirstOrThrow({ where: { number: Number(id) } });
  await expect
    .poll(() => prisma().auditEntry.findMany({ where: { targetId, action: "webhook.pinged" } }))
    .toMatchObject([{ details: { responseCode: 500, url: receiver.url(path) } }]);
  const pings = receiver.requests.filter(({ url }) => url === path);
  expect(pings).toMatchObject([{ method: "GET", body: Buffer.alloc(0) }]);
  expect(JSON.stringify(pings[0]?.rawHeaders)).not.toContain("secret-token");
  receiver.respond({ status: 200 });
});

test("nobody waits for a ping that hangs", async () => {
  let held: ServerResponse | undefined;
  receiver.respond((_request, response) => {
    held = response;
    return undefined;
  });
  const id = await create(hook({ config: config({ "Payload URL": receiver.url("/hangs") }) }));
  await expect.poll(() => held).toBeTruthy();
  const { id: targetId } = await prisma().webhook.findFirstOrThrow({ where: { number: Number(id) } });
  const pinged = () => prisma().auditEntry.count({ where: { targetId, action: "webhook.pinged" } });
  expect(await pinged()).toBe(0);
  held?.writeHead(200).end();
  receiver.respond({ status: 200 });
  await expect.poll(pinged).toBe(1);
});

test("a receiver that is down is pinged in vain, and the hook is there", async () => {
  const id = await create(hook({ config: config({ "Payload URL": "http://127.0.0.1:9/" }) }));
  const { id: targetId } = await prisma().webhook.findFirstOrThrow({ where: { number: Number(id) } });
  await expect
    .poll(() => prisma().auditEntry.findMany({ where: { targetId, action: "webhook.pinged" } }))
    .toMatchObject([{ details: { error: "connect_refused" } }]);
});

test("what Fineract refuses is refused with its codes", async () => {
  const empty = "validation.msg.hook.registered.events.cannot.be.empty";
  const blank = "validation.msg.hook.name.cannot.be.blank";
  const cases: [unknown, number, string][] = [
    [hook({ events: [] }), 400, empty],
    [hook({ events: undefined }), 400, empty],
    [hook({ name: " " }), 400, blank],
    [hook({ name: undefined }), 400, blank],
    [hook({ name: "n".repeat(101) }), 400, "validation.msg.hook.name.exceeds.max.length"],
    [hook({ partnerId: "x" }), 400, "error.msg.parameter.unsupported"],
    [hook({ templateId: 0 }), 400, "validation.msg.hook.templateId.not.greater.than.zero"],
    [hook({ isActive: "perhaps" }), 400, "validation.msg.hook.isActive.invalid"],
    [hook({ displayName: "a\u0000b" }), 400, "validation.msg.hook.displayName.invalid"],
    [hook({ config: "text" }), 400, "validation.msg.hook.config.invalid"],
    [hook({ name: "SMS Bridge" }), 404, "error.msg.template.not.found"],
    [
      hook({ config: config({ "Content Type": "xml" }) }),
      400,
      "validation.msg.hook.content.type.must.be.json.or.form",
    ],
    [
      hook({ config: config({ "Payload URL": "" }) }),
      400,
      "validation.msg.hook.required.config.field.not.provided",
    ],
    [hook({ config: config({ "Payload URL": "http://10.0.0.1/" }) }), 400, "validation.msg.hook.url.invalid"],
    [hook({ config: config({ Retries: "many" }) }), 400, "validation.msg.hook.retry.delays.invalid"],
    [hook({ config: config({ "Signing Key": "short" }) }), 400, "validation.msg.hook.signing.key.invalid"],
    [
      hook({ config: config({ "Receiver Authentication": "magic" }) }),
      400,
      "validation.msg.hook.receiver.authentication.invalid",
    ],
    [
      hook({ events: [{ entityName: "NO", actionName: "SUCH" }] }),
      400,
      "validation.msg.hook.event.not.found",
    ],
  ];
  for (const [given, status, code] of cases) {
    expect(await refusal(() => create(given)), code).toEqual([status, code]);
  }
});

test("an edit by the Mifos web app keeps what it does not know", async () => {
  const fields = {
    "Receiver Authentication": "basic",
    "Receiver User Name": "u",
    "Receiver Password": "pass-word",
    "Retry Delays": "1, 2",
  };
  const id = await create(hook({ displayName: "Before", config: config(fields) }));
  const { changes } = await update(id, {
    ...hook({ displayName: "After", events: [{ entityName: "LOAN", actionName: "APPROVE" }] }),
    config: { "Payload URL": receiver.url("/moved"), "Content Type": "form" },
  });
  expect(changes).toMatchObject({
    displayName: "After",
    events: [{ entityName: "LOAN", actionName: "APPROVE" }],
    config: expect.arrayContaining([{ fieldName: "Receiver Password", fieldValue: "********" }]),
  });
  expect(changes).not.toHaveProperty("isActive");
  const after = await getHook(scope, id, false);
  expect(after.config[1]).toEqual({ fieldName: "Payload URL", fieldValue: receiver.url("/moved") });
  expect(after.config.map(({ fieldName }) => fieldName)).toEqual([
    ...["Content Type", "Payload URL", "Receiver Authentication", "Receiver Password", "Receiver User Name"],
    ...["Retries", "Retry Delays"],
  ]);
  const sealed = await prisma().webhook.findFirstOrThrow({ where: { number: Number(id) } });
  const opened = unseal(sealed.authenticationSealed as Uint8Array, `webhook:${sealed.id}:authentication`);
  expect(JSON.parse(opened)).toMatchObject({ password: "pass-word" });
});

test("a paused hook shows as not active, and sending that back does not disable it", async () => {
  const id = await create(hook());
  await prisma().webhook.updateMany({ where: { number: Number(id) }, data: { state: "paused" } });
  expect(await getHook(scope, id, false)).toMatchObject({ isActive: false });
  await update(id, hook({ isActive: false, displayName: "Still paused" }));
  expect(await prisma().webhook.findFirst({ where: { number: Number(id) } })).toMatchObject({
    state: "paused",
    name: "Still paused",
  });
  const { changes } = await update(id, { isActive: "true" });
  expect(changes).toEqual({ isActive: true });
  expect(await getHook(scope, id, false)).toMatchObject({ isActive: true });
});

test("the signing key can be given and replaced", async () => {
  const id = await create(hook({ config: config({ "Signing Key": "a-key-of-our-own-1" }) }));
  const key = async () => {
    const row = await prisma().webhook.findFirstOrThrow({ where: { number: Number(id) } });
    return unseal(row.keySealed, boundTo.key(row.id));
  };
  expect(await key()).toBe("a-key-of-our-own-1");
  await update(id, { config: config({ "Signing Key": "a-key-of-our-own-2" }) });
  expect(await key()).toBe("a-key-of-our-own-2");
  expect(JSON.stringify(await getHook(scope, id, false))).not.toContain("of-our-own");
});

test("triggers of other systems and their conditions survive an edit", async () => {
  const { id, number } = await makeWebhook({
    url: receiver.url(),
    dialect: "fineract",
    triggers: ["OpportunityUpdated", { eventType: "LOAN.APPROVE", condition: "1 == 1" }],
  });
  const { events } = await getHook(scope, String(number), false);
  expect(events).toEqual([
    { entityName: "LOAN", actionName: "APPROVE" },
    { entityName: "OPPORTUNITY", actionName: "UPDATED" },
  ]);
  await update(String(number), { events: [...events, ...events] });
  const triggers = await prisma().trigger.findMany({
    where: { webhookId: id },
    orderBy: { eventType: "asc" },
  });
  expect(triggers).toMatchObject([
    { eventType: "LOAN.APPROVE", condition: "1 == 1" },
    { eventType: "OpportunityUpdated", condition: null },
  ]);
});

test("the template groups the catalogue as Fineract does", async () => {
  const { templates, groupings } = await hookTemplate(scope);
  expect(templates).toMatchObject([{ id: 1, name: "Web" }]);
  const loans = groupings.find(({ name }) => name === "transaction_loan")?.entities;
  expect(loans?.find(({ name }) => name === "LOAN")?.actions).toEqual(
    expect.arrayContaining(["DISBURSE", "REPAYMENT"]),
  );
  const names = groupings.map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
  const counted = groupings.flatMap(({ entities }) => entities.flatMap(({ actions }) => actions));
  expect(counted).toHaveLength(444);
});

test("a partner's key sees its own hooks only, and another dialect's webhook is no hook", async () => {
  const partners = await ensurePartners(scope, [
    { name: "One", kind: "partner" },
    { name: "Other", kind: "partner" },
  ]);
  const partner = (name: "One" | "Other") =>
    makeScope({
      actor: { kind: "apiKey", id: null, name },
      partnerId: partners.get(name) ?? null,
      permissions: allPermissions,
    });
  const one = partner("One");
  const other = partner("Other");
  const mine = await create(hook(), one);
  expect((await listHooks(one)).map(({ id }) => String(id))).toEqual([mine]);
  expect(await listHooks(other)).toEqual([]);
  const missing = [404, "error.msg.hook.identifier.not.found"];
  expect(await refusal(() => getHook(other, mine, true))).toEqual(missing);
  expect(await refusal(() => update(mine, { isActive: false }, other))).toEqual(missing);
  expect(await refusal(() => deleteHook(other, mine))).toEqual(missing);
  const { number } = await makeWebhook({ url: receiver.url() });
  expect(await refusal(() => getHook(scope, String(number), false))).toEqual(missing);
  for (const id of ["abc", "0", "-1", "1.5", "2147483648", "99999999999999999999", "1e3", ""]) {
    expect(await refusal(() => getHook(scope, id, false)), id).toEqual(missing);
  }
  expect(await deleteHook(one, mine)).toBe(Number(mine));
  expect(await refusal(() => getHook(scope, mine, false))).toEqual(missing);
});

test("each use case asks for its own permission", async () => {
  const reader = makeScope({
    actor: { kind: "apiKey", id: null, name: "Reader" },
    partnerId: null,
    permissions: ["webhooks:read"],
  });
  const nobody = makeScope({ ...reader, permissions: [] });
  const id = await create(hook());
  for (const attempt of [
    () => create(hook(), reader),
    () => update(id, {}, reader),
    () => deleteHook(reader, id),
    () => getHook(nobody, id, false),
    () => listHooks(nobody),
    () => hookTemplate(nobody),
  ]) {
    await expect(attempt()).rejects.toThrow(Forbidden);
  }
});

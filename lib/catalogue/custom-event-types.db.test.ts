import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, loadDelivery, makeWebhook, scope } from "@/testing/ledger";
import { pool, prisma } from "../db";
import { readDeliveryBody } from "../deliveries/payloads";
import { acceptEvent, acceptEvents } from "../events/accept-events";
import { eventSchema } from "../events/schema";
import { newId } from "../ids";
import { parseJson } from "../json/parse-json";
import { writeJson } from "../json/write-json";
import { simulateEvent } from "../playground/simulate-event";
import { allPermissions } from "../scope/permissions";
import { Forbidden, makeScope } from "../scope/scope";
import { findWebhook } from "../webhooks/queries";
import { updateWebhookSchema } from "../webhooks/schema";
import { updateWebhook } from "../webhooks/update-webhook";
import { addVersion } from "./add-version";
import { builtinEventTypes } from "./builtin";
import { createEventType } from "./create-event-type";
import { findEventType, listEventTypes } from "./queries";
import { createEventTypeSchema, newVersionSchema } from "./schema";
import { syncBuiltinEventTypes } from "./sync-builtin";
import { updateEventType } from "./update-event-type";

useDatabase();
beforeAll(fillCatalogue);
const url = "http://127.0.0.1:9/";

const firstVersion = {
  schema: { type: "object", properties: { limit: { type: "number" } }, required: ["limit"] },
  sample: { entityId: "CL-1", data: { limit: 5_000 } },
};
const secondVersion = {
  schema: {
    type: "object",
    properties: { limit: { type: "number" }, currency: { type: "string" } },
    required: ["limit", "currency"],
  },
  sample: { entityId: "CL-1", data: { limit: 5_000, currency: "USD" } },
};

async function makeEventType(name: string, changes: Record<string, unknown> = {}) {
  const given = { name, title: "Limit raised", entityType: "CreditLine", ...firstVersion, ...changes };
  const created = await createEventType(scope, createEventTypeSchema.parse(given));
  if (!created.ok) throw new Error(created.message);
  return created.eventType;
}
const post = (event: Record<string, unknown>) =>
  acceptEvent(scope, eventSchema.parse({ entityId: "CL-1", ...event }));

test('an event type named "new", or whose sample has the entity ID "..", is rejected, because its page would have no URL of its own', () => {
  const given = { name: "new", title: "x", entityType: "Loan", ...firstVersion };
  expect(createEventTypeSchema.safeParse(given).error?.issues[0]?.message).toContain('name "new"');
  const dots = { ...given, name: "Raised", sample: { ...firstVersion.sample, entityId: " .. " } };
  expect(createEventTypeSchema.safeParse(dots).error?.issues[0]?.message).toContain('not be "." or ".."');
});

test("a custom event type can be used at once; its name cannot be used again, and an upgrade keeps the event type", async () => {
  expect(await makeEventType("LimitRaised")).toMatchObject({ version: 1, system: "Own", webhooks: 0 });
  await makeWebhook({ url, triggers: ["LimitRaised"] });
  const accepted = await post({ type: "LimitRaised", data: { limit: 1 } });
  expect(accepted).toMatchObject({ ok: true, results: [{ deliveries: 1 }] });
  const given = { name: "LimitRaised", title: "x", entityType: "Loan", ...firstVersion };
  expect(await createEventType(scope, createEventTypeSchema.parse(given))).toMatchObject({
    rejected: "name_taken",
  });
  await syncBuiltinEventTypes();
  expect(await findEventType(scope, "LimitRaised")).toMatchObject({ title: "Limit raised", webhooks: 1 });
});

test("an invalid schema and an invalid sample are rejected, and nothing is stored", async () => {
  const given = { name: "Wrong", title: "x", entityType: "Loan", ...firstVersion };
  const createInvalid = (changes: object) =>
    createEventType(scope, createEventTypeSchema.parse({ ...given, ...changes }));
  expect(await createInvalid({ schema: { type: "money" } })).toMatchObject({ rejected: "schema_invalid" });
  expect(await createInvalid({ sample: { entityId: "1", data: { limit: "much" } } })).toMatchObject({
    rejected: "sample_invalid",
    message: expect.stringContaining("data.limit must be number"),
  });
  expect(await findEventType(scope, "Wrong")).toBeNull();
});

test("a webhook keeps its chosen version and gets only the fields that this version describes", async () => {
  await makeEventType("Repriced");
  const oldWebhook = await makeWebhook({
    url,
    triggers: [{ eventType: "Repriced", condition: '!("currency" in data)' }],
  });
  const addVersionResult = await addVersion(scope, "Repriced", secondVersion);
  expect(addVersionResult).toMatchObject({
    eventType: {
      version: 2,
      sample: secondVersion.sample,
      earlierVersions: [{ version: 1, sample: firstVersion.sample }],
    },
  });
  const newWebhook = await makeWebhook({ url, triggers: ["Repriced"] });
  expect(newWebhook.triggers).toEqual([{ eventType: "Repriced", version: 2 }]);
  const changed = updateWebhookSchema.parse({ triggers: ["Repriced", "LOAN.CREATE"] });
  await updateWebhook(scope, newWebhook.id, changed);
  // A trigger that is sent again without a version keeps the version it has.
  await updateWebhook(scope, oldWebhook.id, updateWebhookSchema.parse({ triggers: oldWebhook.triggers }));
  expect((await findWebhook(scope, oldWebhook.id))?.triggers).toEqual(oldWebhook.triggers);
  // The old webhook's condition is true only because its version does not have the new field.
  const accepted = await post({ type: "Repriced", data: { limit: 1, currency: "EUR" } });
  if (!accepted.ok) throw new Error(accepted.message);
  expect(accepted.due).toHaveLength(2);
  expect(await prisma().event.findFirst({ where: { type: "Repriced" } })).toMatchObject({ version: 2 });
  expect((await loadDelivery(accepted.due[0]?.deliveryId ?? "")).eventType).toBe("Repriced");
});

test("a version that does not exist is rejected for events and for triggers", async () => {
  expect(await post({ type: "LOAN.CREATE", version: 2 })).toMatchObject({ rejected: "unknown_version" });
  await expect(makeWebhook({ url, triggers: [{ eventType: "LOAN.CREATE", version: 2 }] })).rejects.toThrow(
    "unknown_version",
  );
  await expect(makeWebhook({ url, triggers: [{ eventType: "*", version: 1 }] })).rejects.toThrow(
    "unknown_version",
  );
});

test("validation: off accepts invalid data, warn accepts it with a warning, enforce rejects it", async () => {
  await makeEventType("Checked");
  const invalidEvent = { type: "Checked", data: { limit: "much" } };
  expect(await post(invalidEvent)).toMatchObject({ ok: true, results: [{ duplicate: false }] });

  await updateEventType(scope, "Checked", { validation: "warn" });
  const acceptResult = await post(invalidEvent);
  expect(acceptResult).toMatchObject({ results: [{ warnings: ["data.limit must be number"] }] });
  const id = acceptResult.ok ? acceptResult.results[0]?.id : "";
  expect(await prisma().eventData.findUnique({ where: { eventId: id ?? "" } })).toMatchObject({
    warnings: ["data.limit must be number"],
  });

  await updateEventType(scope, "Checked", { validation: "enforce" });
  expect(await post(invalidEvent)).toMatchObject({ ok: false, rejected: "schema_mismatch" });
  expect(await post({ ...invalidEvent, data: { limit: 1 } })).toMatchObject({ ok: true });
  const before = await prisma().event.count();
  const batch = [{ limit: 1 }, { limit: "much" }].map((data) =>
    eventSchema.parse({ type: "Checked", entityId: "CL-1", data }),
  );
  expect(await acceptEvents(scope, batch)).toMatchObject({ rejected: "schema_mismatch", index: 1 });
  expect(await prisma().event.count()).toBe(before);
});

test("only the validation of a built-in event type can be changed, and upgrades keep the change", async () => {
  expect(await updateEventType(scope, "LOAN.CREATE", { title: "Mine" })).toMatchObject({
    rejected: "built_in",
  });
  expect(await addVersion(scope, "LOAN.CREATE", secondVersion)).toMatchObject({ rejected: "built_in" });
  expect(await updateEventType(scope, "LOAN.CREATE", { validation: "warn" })).toMatchObject({ ok: true });
  await syncBuiltinEventTypes();
  expect(await findEventType(scope, "LOAN.CREATE")).toMatchObject({ validation: "warn" });
});

test("changes are audited; a partner can read the catalog but not change it", async () => {
  await makeEventType("Audited");
  await updateEventType(scope, "Audited", { deprecated: true, title: "Audited before" });
  await addVersion(scope, "Audited", secondVersion);
  const entries = await prisma().auditEntry.findMany({
    where: { targetId: "Audited" },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action }) => action)).toEqual([
    "event-type.created",
    "event-type.changed",
    "event-type.version-added",
  ]);
  const partner = makeScope({
    actor: { kind: "apiKey", id: null, name: "Acme's key" },
    partnerId: newId(),
    permissions: allPermissions,
  });
  expect(await findEventType(partner, "Audited")).toMatchObject({ webhooks: 0 });
  for (const change of [
    () =>
      createEventType(
        partner,
        createEventTypeSchema.parse({ name: "X", title: "x", entityType: "Loan", ...firstVersion }),
      ),
    () => updateEventType(partner, "Audited", { deprecated: false }),
    () => addVersion(partner, "Audited", secondVersion),
  ]) {
    await expect(change()).rejects.toThrow(Forbidden);
  }
});

test("the digits of a sample's numbers and the order of its fields stay the same when the sample is stored, shown and sent", async () => {
  const text = '{"entityId":"CL-1","data":{"limit":120.50,"b":9007199254740993,"a":1e2}}';
  const sample = parseJson(text);
  await makeEventType("ExactSample", { schema: {}, sample });
  await addVersion(scope, "ExactSample", newVersionSchema.parse({ schema: {}, sample }));
  const found = await findEventType(scope, "ExactSample");
  expect(writeJson(found?.sample)).toBe(text);
  expect(writeJson(found?.earlierVersions[0]?.sample)).toBe(text);
  const listed = (await listEventTypes(scope)).find(({ name }) => name === "ExactSample");
  expect(writeJson(listed?.sample)).toBe(text);
  const webhook = await makeWebhook({ url: "http://127.0.0.1:9/", dialect: "loanpro", triggers: ["*"] });
  const simulated = await simulateEvent(scope, webhook.id, "ExactSample");
  if (!simulated.ok) throw new Error(simulated.message);
  const sent = await readDeliveryBody(scope, simulated.traceId);
  expect(sent?.bytes.toString()).toContain('"limit":120.50,"b":9007199254740993,"a":1e2');
});

test("built-in samples keep the order of their fields, and a start with an unchanged catalog writes nothing", async () => {
  const readRowVersions = () => pool().query("SELECT xmin::text, name FROM event_types ORDER BY name");
  await fillCatalogue();
  const { rows } = await readRowVersions();
  await fillCatalogue();
  expect((await readRowVersions()).rows).toEqual(rows);
  const [builtinEventType] = builtinEventTypes;
  const found = await findEventType(scope, builtinEventType?.name ?? "");
  expect(JSON.stringify(found?.sample)).toBe(JSON.stringify(builtinEventType?.sample));
});

test("a schema with a number too large to be stored exactly is rejected; 0.010 is accepted as 0.01", () => {
  const parseVersion = (schema: string) =>
    newVersionSchema.safeParse({ ...firstVersion, schema: parseJson(schema) });
  expect(parseVersion('{"multipleOf":0.010}').data?.schema).toEqual({ multipleOf: 0.01 });
  const issues = parseVersion('{"maximum":12345678901234567890}').error?.issues;
  expect(issues?.[0]?.message).toContain("12345678901234567890 is too large");
});

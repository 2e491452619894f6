import { afterAll, beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import {
  attemptUntilDone,
  fillCatalogue,
  loadDelivery,
  makeWebhook,
  postEvent,
  scope,
} from "@/testing/ledger";
import { type Receiver, startReceiver } from "@/testing/receiver";
import { addVersion } from "../catalogue/add-version";
import { createEventType } from "../catalogue/create-event-type";
import { createEventTypeSchema } from "../catalogue/schema";
import { prisma } from "../db";
import { downloadPayload } from "../deliveries/download-payload";
import { readResponseBody } from "../deliveries/payloads";
import { showProof } from "../deliveries/proof/show-proof";
import { findDelivery } from "../deliveries/queries";
import { closeSender } from "../deliveries/sender";
import { showBody } from "../deliveries/show-body";
import { findEventData } from "../events/timeline/event-data";
import { newId } from "../ids";
import { findPastEvent, listPastEvents } from "../playground/past-events";
import { allPermissions } from "../scope/permissions";
import { Forbidden, makeScope } from "../scope/scope";
import { withheldLabel } from "./schema";

useDatabase();
const schema = { type: "object", properties: { name: { "x-pii": true }, amount: { type: "number" } } };
const data = { name: "Ada Lovelace", amount: 120, note: "met Ada" };
const maskedData = { name: withheldLabel, amount: 120, "(1 other field)": withheldLabel };
const limited = makeScope({
  actor: scope.actor,
  partnerId: null,
  permissions: allPermissions.filter((permission) => permission !== "customer-data:read"),
});
const makeUser = () =>
  makeScope({
    actor: { kind: "user", id: newId(), name: "ada@bank.example" },
    partnerId: null,
    permissions: allPermissions,
  });
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
  receiver.respond({ status: 302, body: JSON.stringify(data), headers: { location: "/?name=Ada" } });
  await fillCatalogue();
  const sample = { entityId: "L-1", data: {} };
  const eventType = { name: "CreditChecked", title: "Credit checked", entityType: "Loan", schema, sample };
  await createEventType(scope, createEventTypeSchema.parse(eventType));
});
afterAll(async () => {
  await receiver.close();
  await closeSender();
});

/** Sends an event to a new webhook, and returns its delivery as a scope without customer data sees it, with its attempt. */
async function deliver(settings: Record<string, unknown>) {
  const webhook = { triggers: ["CreditChecked"], retryDelays: [], failurePolicy: { kind: "never" } };
  const { id } = await makeWebhook({ url: receiver.url("/hook"), ...webhook, ...settings });
  const [traceId = ""] = await postEvent({ type: "CreditChecked", entityId: "L-1", data });
  await attemptUntilDone(traceId);
  await prisma().webhook.update({ where: { id }, data: { deletedAt: new Date() } });
  const delivery = await findDelivery(limited, traceId);
  const [attempt] = delivery?.attempts ?? [];
  if (!delivery || !attempt) throw new Error("nothing was sent");
  return { delivery, attempt, traceId };
}

const showRequest = async (attemptId: string, who = limited) => {
  const shown = await showBody(who, { attemptId, which: "request" });
  return { limit: shown?.limit, body: shown?.bytes.toString() };
};

test.each(["plexe", "standard-webhooks", "fineract", "loanpro"])(
  "the default body of %s is shown with masked data",
  async (dialect) => {
    const { attempt } = await deliver({ dialect });
    const { limit, body = "" } = await showRequest(attempt.id);
    expect(limit).toBe("masked");
    expect(body).not.toContain("Ada");
    expect(body).toContain(withheldLabel);
    expect(body).toContain("120");
    expect((await showRequest(attempt.id, scope)).body).toContain("Ada Lovelace");
  },
);

test("a body of the default dialect has no data, so nothing of it is masked", async () => {
  const { attempt, traceId } = await deliver({});
  const body = JSON.stringify({ id: traceId, eventName: "CreditChecked", entity: "Loan", entityId: "L-1" });
  expect(await showRequest(attempt.id)).toEqual({ limit: "masked", body });
});

test("bodies, URLs, hashes and responses that cannot be mapped to fields are withheld", async () => {
  const { attempt, delivery, traceId } = await deliver({
    dialect: "loanpro",
    url: receiver.url("/{{ data.name }}"),
    options: { bodyTemplate: '{"who":"{{ data.name }}"}' },
  });
  expect(await showRequest(attempt.id)).toEqual({ limit: "withheld", body: "" });
  const response = await showBody(limited, { attemptId: attempt.id, which: "response" });
  expect(response).toMatchObject({ limit: "withheld", bytes: Buffer.alloc(0) });
  expect(attempt.responseHeaders?.location).toBe(withheldLabel);
  expect(attempt.destination).toBe(`${new URL(receiver.url()).origin}/ (${withheldLabel})`);
  const proof = await showProof(limited, traceId);
  expect(proof).toMatchObject({ bodySha256: withheldLabel, attempts: [{ responseSha256: withheldLabel }] });
  for (const shown of [delivery, proof]) expect(JSON.stringify(shown)).not.toContain("Ada");
  expect(JSON.stringify(await loadDelivery(traceId))).toContain("Ada");
});

test("an event's data is masked by field class, and withheld without a schema", async () => {
  const { delivery } = await deliver({});
  const shown = await findEventData(limited, delivery.eventId);
  expect(shown).toMatchObject({ limited: true });
  expect(JSON.parse(shown?.text ?? "")).toEqual(maskedData);
  expect(await findPastEvent(limited, "CreditChecked", null)).toMatchObject({ data: maskedData });
  const unclassified = { name: "Unclassified", title: "Unclassified", entityType: "Loan", schema: {} };
  const sample = { entityId: "L-1", data: {} };
  await createEventType(scope, createEventTypeSchema.parse({ ...unclassified, sample }));
  await postEvent({ type: "Unclassified", entityId: "L-1", data });
  const [past] = await listPastEvents(limited, "Unclassified");
  expect(past?.data).toEqual({ "(3 other fields)": withheldLabel });
  const withoutSchema = await findEventData(limited, past?.id ?? "");
  expect(JSON.parse(withoutSchema?.text ?? "")).toEqual({ "(3 other fields)": withheldLabel });
});

test("a field that a later version marks as personal is masked in earlier events", async () => {
  const sample = { entityId: "L-1", data: {} };
  const eventType = { name: "Renamed", title: "Renamed", entityType: "Loan", sample };
  const before = { properties: { name: {}, amount: {} } };
  await createEventType(scope, createEventTypeSchema.parse({ ...eventType, schema: before }));
  await postEvent({ type: "Renamed", entityId: "L-1", data });
  await addVersion(scope, "Renamed", { schema, sample });
  expect((await findPastEvent(limited, "Renamed", null))?.data).toEqual(maskedData);
});

test("whole bodies require the permission", async () => {
  const { attempt, traceId } = await deliver({});
  await expect(readResponseBody(limited, attempt.id)).rejects.toThrow(Forbidden);
  expect(await downloadPayload(limited, { traceId })).toEqual({
    ok: false,
    rejected: "withheld",
    message: withheldLabel,
  });
});

test("that a user saw customer data is recorded once an hour for each delivery", async () => {
  const { attempt, traceId, delivery } = await deliver({ dialect: "plexe" });
  const count = (targetId: string) => prisma().auditEntry.count({ where: { targetId } });
  const ada = makeUser();
  await showRequest(attempt.id);
  await showRequest(attempt.id, scope);
  expect(await count(traceId)).toBe(0);
  await Promise.all([1, 2, 3].map(() => showRequest(attempt.id, ada)));
  await downloadPayload(ada, { traceId });
  expect(await count(traceId)).toBe(1);
  await showRequest(attempt.id, makeUser());
  expect(await count(traceId)).toBe(2);
  // The audit trail cannot be changed, so an entry of more than an hour ago is added.
  const bob = makeUser();
  const { kind: actorKind, id: actorId, name: actorName } = bob.actor;
  const target = { action: "delivery.data-viewed", targetType: "delivery", targetId: traceId, details: {} };
  const at = new Date(Date.now() - 3_700_000);
  await prisma().auditEntry.create({ data: { id: newId(), at, actorKind, actorId, actorName, ...target } });
  await downloadPayload(bob, { traceId });
  expect(await count(traceId)).toBe(4);
  await findEventData(ada, delivery.eventId);
  await findPastEvent(ada, "CreditChecked", delivery.eventId);
  expect(await count(delivery.eventId)).toBe(1);
});

test("nothing is recorded of an event without personal fields", async () => {
  const [traceId = ""] = await postEvent({ type: "CreditChecked", entityId: "L-2", data: { amount: 1 } });
  expect(traceId).toBe("");
  const ada = makeUser();
  const event = await findPastEvent(ada, "CreditChecked", null);
  await findEventData(ada, event?.id ?? "");
  expect(event?.entityId).toBe("L-2");
  expect(await prisma().auditEntry.count({ where: { actorId: ada.actor.id } })).toBe(0);
});

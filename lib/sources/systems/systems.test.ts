import { expect, test } from "vitest";
import { makeCatalogue } from "@/testing/builtin-catalogue";
import { mapMessage } from "../mapping/map-message";
import { type SourceSystemId, sourceSystems } from "../schema";
import { allSourceSystems, getSourceSystem } from ".";

const catalogue = makeCatalogue();
const map = (system: SourceSystemId, body: object, headers: [string, string][] = []) =>
  mapMessage({ system, mapping: {} }, { headers, body: Buffer.from(JSON.stringify(body)) }, catalogue);

test("every system of the schema is there, under its ID", () => {
  expect(allSourceSystems.map(({ id }) => id)).toEqual([...sourceSystems]);
  for (const id of sourceSystems) expect(getSourceSystem(id).id).toBe(id);
});

test("only systems that sign nothing can be verified without a key", () => {
  const kinds = allSourceSystems.map(({ id, verification }) => [
    id,
    verification(false).kind,
    verification(true).kind,
  ]);
  expect(kinds).toEqual([
    ["precisionlender", "hmac", "hmac"],
    ["loanpro", "none", "header"],
    ["plexe", "hmac", "hmac"],
    ["fineract", "none", "hmac"],
    ["standard-webhooks", "standard", "standard"],
    ["generic", "hmac", "hmac"],
  ]);
});

test("PrecisionLender: the fields that it does not document become the data", () => {
  const body = {
    id: "m-1",
    eventName: "OpportunityClose",
    entity: "Opportunity",
    entityId: "o-1",
    note: "Won",
  };
  expect(map("precisionlender", body)).toEqual({
    ok: true,
    event: { type: "OpportunityClose", entityId: "o-1", data: { note: "Won" } },
    ownId: "m-1",
  });
});

const plexe = {
  Id: "w-1",
  WebhookEvent: "WB_Loan_Created",
  Attempt: 2,
  CreationTimeUtc: "2026-02-14T16:20:00.1234567",
};

test("Plexe: names in camel case are read too, and a time without a zone is UTC", () => {
  const event = {
    type: "WB_Loan_Created",
    entityId: "l-1",
    occurredAt: new Date("2026-02-14T16:20:00.123Z"),
  };
  expect(map("plexe", { ...plexe, Data: { LoanId: "l-1" } })).toEqual({
    ok: true,
    event: { ...event, data: { LoanId: "l-1" } },
    ownId: "w-1",
  });
  const camelCase = {
    id: "w-1",
    webhookEvent: plexe.WebhookEvent,
    creationTimeUtc: `${plexe.CreationTimeUtc}Z`,
  };
  expect(map("plexe", { ...camelCase, data: { loanId: "l-1", customerId: "c-1" } })).toMatchObject({
    event,
    ownId: "w-1",
  });
});

test("Plexe: a repetition by ASP.NET Boilerplate has another time and attempt, but the same ID and content", () => {
  const Data = { LoanId: "l-1", Amount: 12.5 };
  const first = map("plexe", { ...plexe, Attempt: 1, Data });
  const repeated = map("plexe", {
    ...plexe,
    Attempt: 2,
    CreationTimeUtc: "2026-02-14T16:25:30.7654321Z",
    Data,
  });
  const same = { ok: true, event: { type: "WB_Loan_Created", entityId: "l-1", data: Data }, ownId: "w-1" };
  expect(first).toMatchObject(same);
  expect(repeated).toMatchObject(same);
});

test("Plexe: without the ID of the entity, the ID of the data is used; without both, the reason names both", () => {
  expect(map("plexe", { ...plexe, Data: { Id: 5 } })).toMatchObject({ event: { entityId: "5" } });
  expect(map("plexe", { ...plexe, Data: { customerId: "c-1" } })).toEqual({
    ok: false,
    reason: expect.stringMatching(/^"Data" has no field LoanId or Id\./),
  });
});

test.each([
  [{ entityId: "L-1", loanId: "L-2" }, "L-1"],
  [{ loan_id: "L-2", id: "3" }, "L-2"],
  [{ loanId: 9, id: "3" }, "9"],
  [{ id: "3" }, "3"],
])("Standard Webhooks: in the data %j, the entity ID is %s", (data, entityId) => {
  const body = { type: "PaymentPosted", timestamp: "2026-02-14T16:20:00Z", data };
  expect(map("standard-webhooks", body, [["Webhook-Id", "msg_1"]])).toMatchObject({
    ok: true,
    event: { entityId, occurredAt: new Date("2026-02-14T16:20:00Z") },
    ownId: "msg_1",
  });
});

test("Standard Webhooks: entityType and entityId are left out of the data only if our dialect wrote them", () => {
  const mapData = (data: object) => map("standard-webhooks", { type: "PaymentPosted", data });
  const ids = { entityId: "L-1", loanId: "L-2" };
  expect(mapData({ entityType: "Loan", ...ids })).toMatchObject({
    ok: true,
    event: { entityId: "L-1", data: { loanId: "L-2" } },
  });
  for (const [data, entityId] of [
    [{ entityType: "Loan", loanId: "L-2" }, "L-2"],
    [{ entityType: "installment", loanId: "L-2" }, "L-2"],
    [ids, "L-1"],
  ] as const) {
    const mapped = mapData(data);
    expect(mapped).toMatchObject({ ok: true, event: { entityId } });
    expect(mapped.ok && mapped.event.data).toEqual(data);
  }
});

test("Standard Webhooks: a sender that Svix hosts has its ID in svix-id; webhook-id comes first", () => {
  const body = { type: "PaymentPosted", data: { id: "3" } };
  expect(map("standard-webhooks", body, [["Svix-Id", "msg_2"]])).toMatchObject({ ownId: "msg_2" });
  const both: [string, string][] = [
    ["svix-id", "msg_2"],
    ["webhook-id", "msg_1"],
  ];
  expect(map("standard-webhooks", body, both)).toMatchObject({ ownId: "msg_1" });
});

test("an entity type that differs from the catalog's is reported", () => {
  const data = { entityType: "Customer", entityId: "1" };
  expect(map("standard-webhooks", { type: "PaymentPosted", data })).toEqual({
    ok: false,
    reason: expect.stringMatching(
      /^The message is about the entity type "Customer", but events of the type PaymentPosted are about "Loan"/,
    ),
  });
});

test("generic: a body in the form of our own events needs no mapping", () => {
  const body = {
    type: "PaymentPosted",
    entityId: "L-1",
    occurredAt: "2026-02-14T16:20:00Z",
    idempotencyKey: "k-1",
    data: { a: 1 },
  };
  expect(map("generic", body)).toEqual({
    ok: true,
    event: { type: "PaymentPosted", entityId: "L-1", occurredAt: new Date(body.occurredAt), data: { a: 1 } },
    ownId: "k-1",
  });
});

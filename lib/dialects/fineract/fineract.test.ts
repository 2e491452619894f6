import { expect, test } from "vitest";
import { JsonNumber } from "../../json/json-number";
import type { EventFacts } from "../dialect";
import { toEntityAction } from "./entity-action";
import { fineract } from "./fineract";

/** The sample on Embarc's page, unchanged. */
const sample = {
  entityName: "CLIENT",
  actionName: "CREATE",
  createdBy: 12,
  createdByName: "john.doe",
  createdByFullName: "John Doe",
  officeId: 3,
  clientId: 9876,
  timestamp: "2025-10-13T07:45:12Z",
  request: {
    firstname: "Alice",
    lastname: "Martinez",
    externalId: "CUST-2025-001",
    submittedOnDate: "13 October 2025",
    dateFormat: "dd MMMM yyyy",
    locale: "en",
  },
  response: { resourceId: 9876, officeId: 3 },
};
const { entityName: _entity, actionName: _action, timestamp: _at, ...data } = sample;
const event: EventFacts = {
  id: "e",
  type: "CLIENT.CREATE",
  title: "Client created",
  entityType: "Client",
  entityId: "9876",
  partnerId: null,
  occurredAt: new Date("2025-10-13T07:45:12Z"),
  changes: null,
  data,
};
const traceId = "15fc9ab9-25b6-48f6-9012-8b2516ec3179";
const defaults = fineract.options.parse({});
const render = (given: Partial<EventFacts>, options: object = {}) =>
  fineract.render({ ...event, ...given }, traceId, fineract.options.parse(options));
const signingInput = {
  traceId,
  eventType: event.type,
  entityType: event.entityType,
  body: Buffer.from("what do ya want for nothing?"),
  sentAt: new Date(),
  keys: ["Jefe"] as [string],
  signatureHeader: "X-Embarc-Signature",
  signatureEncoding: "hex" as const,
};

test("the JSON body matches the sample on Embarc's page, byte for byte", () => {
  const { body, contentType } = render({});
  expect(contentType).toBe("application/json; charset=UTF-8");
  expect(body.toString()).toBe(JSON.stringify(sample));
});

test("a timestamp in the data is kept", () => {
  const { body } = render({ data: { ...data, timestamp: "2025-10-13T07:45:12.123456Z" } });
  expect(JSON.parse(body.toString()).timestamp).toBe("2025-10-13T07:45:12.123456Z");
});

test("fields about the caller that are missing or null are left out", () => {
  const { body } = render({ data: { createdBy: 1, clientId: null, request: {} } });
  expect(Object.keys(JSON.parse(body.toString()))).toEqual([
    "entityName",
    "actionName",
    "createdBy",
    "timestamp",
    "request",
  ]);
});

// How Fineract's WebHookProcessor encodes the sample: Gson reads it into a HashMap, and Retrofit sends toString() of each value.
test("a form is encoded as in Fineract: each nested object as one string, each number as a double", () => {
  const { body, contentType } = render({}, { contentType: "form" });
  expect(contentType).toBe("application/x-www-form-urlencoded");
  expect(Object.fromEntries(new URLSearchParams(body.toString()))).toEqual({
    entityName: "CLIENT",
    actionName: "CREATE",
    createdBy: "12.0",
    createdByName: "john.doe",
    createdByFullName: "John Doe",
    officeId: "3.0",
    clientId: "9876.0",
    timestamp: "2025-10-13T07:45:12Z",
    request:
      "{firstname=Alice, lastname=Martinez, externalId=CUST-2025-001, submittedOnDate=13 October 2025, dateFormat=dd MMMM yyyy, locale=en}",
    response: "{resourceId=9876.0, officeId=3.0}",
  });
  expect(body.toString()).toMatch(
    /^entityName=CLIENT&actionName=CREATE&createdBy=12\.0&createdByName=john\.doe&/,
  );
});

test('the form style "dotted" has one field for each leaf', () => {
  const { body } = render({}, { contentType: "form", formStyle: "dotted" });
  const fields = new URLSearchParams(body.toString());
  expect(fields.get("createdBy")).toBe("12");
  expect(fields.get("request.firstname")).toBe("Alice");
  expect(fields.get("response.resourceId")).toBe("9876");
});

test('"request" and "response" are ordinary fields of the data when neither is an object', () => {
  const loan = { request: "payoff quote", response: null, amount: 12.5 };
  const { body } = render({ data: loan }, { jsonStyle: "plain" });
  expect(JSON.parse(body.toString())).toMatchObject({ request: loan, response: { resourceId: 9876 } });
  const money = { request: new JsonNumber("120.50"), response: ["a"] };
  expect(render({ data: money }, { jsonStyle: "plain" }).body.toString()).toContain(
    '"request":{"request":120.50,"response":["a"]}',
  );
});

test("further fields of the data, such as the status of a failed command, come last", () => {
  const failed = { status: "Exception", request: { amount: 1 }, clientId: null, errors: [{ code: "x" }] };
  expect(render({ data: failed }).body.toString()).toBe(
    '{"entityName":"CLIENT","actionName":"CREATE","timestamp":"2025-10-13T07:45:12Z","request":{"amount":1.0},"status":"Exception","errors":[{"code":"x"}]}',
  );
});

test("the JSON style `plain` keeps numbers, characters and nulls as they were sent", () => {
  const data = { request: { amount: new JsonNumber("120.50"), count: 1, note: "it's <b>", none: null } };
  expect(render({ data }, { jsonStyle: "plain" }).body.toString()).toContain(
    '"request":{"amount":120.50,"count":1,"note":"it\'s <b>","none":null}',
  );
});

test("for another system's event, entity and action names are derived, the data is the request and the entity ID is the resource ID", () => {
  const { body } = render({
    type: "PaymentPosted",
    entityType: "Loan",
    entityId: "L-102",
    data: { amount: 12.5 },
  });
  expect(JSON.parse(body.toString())).toEqual({
    entityName: "LOAN",
    actionName: "PAYMENT_POSTED",
    timestamp: "2025-10-13T07:45:12Z",
    request: { amount: 12.5 },
    response: { resourceId: "L-102" },
  });
});

test("entity and action names are derived from the event type and the entity type", () => {
  const cases = [
    ["LOAN.APPROVE", "Loan", "LOAN APPROVE"],
    ["OpportunityUpdated", "Opportunity", "OPPORTUNITY UPDATED"],
    ["RelationshipAwarenessRunCompleted", "RelationshipAwarenessRun", "RELATIONSHIPAWARENESSRUN COMPLETED"],
    ["WB_Loan_Created", "Loan", "LOAN WB_LOAN_CREATED"],
    ["*", "", "* *"],
  ] as const;
  for (const [type, entityType, pair] of cases) {
    expect(Object.values(toEntityAction(type, entityType)).join(" ")).toBe(pair);
  }
});

// RFC 4231, test case 2.
const hmac = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

test("an attempt has Fineract's headers and a signature", () => {
  const options = { ...defaults, tenantId: "north", endpoint: "https://bank.example/fineract-provider/api/" };
  expect(fineract.headers({ ...signingInput, options })).toEqual({
    "X-Fineract-Entity": "CLIENT",
    "X-Fineract-Action": "CREATE",
    "Fineract-Platform-TenantId": "north",
    "X-Fineract-Endpoint": "https://bank.example/fineract-provider/api/",
    "X-Embarc-Signature": hmac,
  });
});

test("without an endpoint, X-Fineract-Endpoint is omitted; the signature can be turned off", () => {
  expect(fineract.headers({ ...signingInput, options: { ...defaults, signature: false } })).toEqual({
    "X-Fineract-Entity": "CLIENT",
    "X-Fineract-Action": "CREATE",
    "Fineract-Platform-TenantId": "default",
  });
});

test("a tenant ID or endpoint with a line break, an empty tenant ID and an unknown option are rejected", () => {
  for (const invalidOptions of [
    { tenantId: "a\r\nb" },
    { tenantId: "" },
    { endpoint: "https://a\n" },
    { nope: 1 },
  ]) {
    expect(fineract.options.safeParse(invalidOptions).success, JSON.stringify(invalidOptions)).toBe(false);
  }
});

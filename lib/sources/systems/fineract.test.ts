import { expect, test } from "vitest";
import { makeCatalogue } from "@/testing/builtin-catalogue";
import { type Recording, readRecordings } from "@/testing/fineract-recordings";
import { JsonNumber } from "../../json/json-number";
import { toPlainNumbers } from "../../json/plain-numbers";
import { mapMessage } from "../mapping/map-message";

const catalogue = makeCatalogue();
const recordings = readRecordings();
const requests = recordings.filter(({ method }) => method === "POST");

const map = ({ headers, body }: Pick<Recording, "headers" | "body">, given = {}) =>
  mapMessage(
    { system: "fineract", mapping: {} },
    { headers: Object.entries(headers), body: Buffer.from(body) },
    catalogue,
    given,
  );
const mapBody = (body: object, headers: Record<string, string> = {}) =>
  map({ headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
const mapForm = (fields: Record<string, string>) =>
  map({
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
const find = (name: string) => {
  const found = recordings.find((recording) => recording.name === name);
  if (!found) throw new Error(`There is no recording ${name}.`);
  return found;
};

/** The entity that each recorded command is about, by its IDs in Fineract. */
const entityIdByName: Record<string, string> = {
  "client-create": "1",
  "client-delete": "3",
  "loan-approve": "1",
  "loan-create": "1",
  "loan-disburse": "1",
  "loan-repayment": "1",
  "loanproduct-create": "1",
  "office-create": "2",
};

test.each(requests.filter(({ name }) => name.endsWith("-done")))("$name becomes an event", (recording) => {
  const [entity = "", action = ""] = recording.name.split("-");
  const mapped = map(recording);
  expect(mapped).toMatchObject({
    ok: true,
    ownId: null,
    event: {
      type: `${entity}.${action}`.toUpperCase(),
      entityId: entityIdByName[`${entity}-${action}`],
      data: { createdBy: 1, createdByName: "mifos", createdByFullName: "App Administrator" },
    },
  });
  const [timestamp = ""] =
    /\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}/.exec(recording.body.replaceAll("%3A", ":")) ?? [];
  expect(mapped.ok && mapped.event.occurredAt?.toISOString()).toBe(`${timestamp}Z`);
});

test.each(requests.filter(({ name }) => name.endsWith("-failed")))(
  "$name: the command failed and names no entity, so the reason says so; a person can give the entity ID",
  (recording) => {
    expect(map(recording)).toEqual({
      ok: false,
      reason: expect.stringMatching(
        /^The message has no response: the command failed in Fineract, and the request does not name the (Client|Loan)\./,
      ),
    });
    expect(map(recording, { entityId: "7" })).toMatchObject({ ok: true, event: { entityId: "7" } });
  },
);

test("every recording is tested", () => {
  expect(requests).toHaveLength(22);
  expect(requests.every(({ name }) => /-(done|failed)$/.test(name))).toBe(true);
});

test.each(requests.filter(({ name }) => name.includes("-form-") && name.endsWith("-done")))(
  "$name: the form has the same data as the JSON, except for types that a form does not show",
  (recording) => {
    const asForm = map(recording);
    const asJson = map(find(recording.name.replace("-form-", "-json-")));
    // The JSON of a repayment has its changed amount as a text.
    const plain = (mapped: typeof asForm) =>
      JSON.parse(JSON.stringify(toPlainNumbers(mapped)).replaceAll('"250.5"', "250.5"));
    expect(asForm).toMatchObject({ ok: true });
    expect(plain(asForm)).toEqual(plain(asJson));
  },
);

test("a note with commas, equals signs and escapes is read from a form", () => {
  const mapped = map(find("loan-repayment-form-done"));
  expect(mapped.ok && mapped.event.data.request).toEqual({
    locale: "en",
    dateFormat: "dd MMMM yyyy",
    transactionDate: "01 March 2024",
    transactionAmount: 250.5,
    note: "Zażółć & <b> 'x' + = 100%",
  });
});

test("numbers of a request are whole again; decimals of a response keep their digits", () => {
  const mapped = map(find("loan-approve-json-done"));
  expect(mapped).toMatchObject({
    event: {
      data: {
        request: { approvedLoanAmount: 1000 },
        response: { changes: { netDisbursalAmount: new JsonNumber("1000.000000") } },
      },
    },
  });
});

const loan = { entityName: "LOAN", actionName: "REPAYMENT", timestamp: "2026-11-28T13:26:41.5Z" };

test.each([
  ["LOAN", "REPAYMENT", { loanId: 4, resourceId: 9 }, "4"],
  ["LOAN", "REPAYMENT", { resourceId: "9" }, "9"],
  ["LOANCHARGE", "PAY", { loanId: 4, resourceId: 9 }, "4"],
  ["CLIENT", "UPDATE", { clientId: 5, resourceId: 9 }, "5"],
  ["CLIENTNOTE", "CREATE", { clientId: 5, resourceId: 9 }, "5"],
  ["SAVINGSACCOUNT", "DEPOSIT", { savingsId: 6, clientId: 5, resourceId: 9 }, "6"],
  ["GROUP", "UPDATE", { groupId: 7, resourceId: 9 }, "7"],
  ["CENTER", "UPDATE", { groupId: 7, resourceId: 9 }, "7"],
  ["GLACCOUNT", "UPDATE", { officeId: 1, resourceId: 9 }, "9"],
])("%s.%s with the response %j is about the entity %s", (entityName, actionName, response, entityId) => {
  expect(mapBody({ ...loan, entityName, actionName, request: {}, response })).toMatchObject({
    ok: true,
    event: { type: `${entityName}.${actionName}`, entityId },
  });
});

test("the ID of a part is never taken for the ID of its entity", () => {
  const part = {
    ...loan,
    entityName: "LOANCHARGE",
    actionName: "PAY",
    request: {},
    response: { resourceId: 9 },
  };
  expect(mapBody(part)).toEqual({ ok: false, reason: expect.stringMatching(/^The response has no loanId/) });
});

test("a failed command is about the entity that its request names", () => {
  expect(mapBody({ ...loan, request: { loanId: 12 } })).toMatchObject({
    ok: true,
    event: { entityId: "12" },
  });
});

test("entity and action come from the headers if the body has none", () => {
  const headers = { "X-Fineract-Entity": "CLIENT", "X-Fineract-Action": "ACTIVATE" };
  const body = { clientId: 8, request: {}, response: { resourceId: 8 } };
  expect(mapBody(body, headers)).toMatchObject({
    ok: true,
    event: { type: "CLIENT.ACTIVATE", entityId: "8" },
  });
  expect(mapBody(body)).toEqual({ ok: false, reason: expect.stringMatching(/names no event type/) });
});

test("Embarc's form with one field for each value is read, with lists", () => {
  const fields = {
    entityName: "USER",
    actionName: "CREATE",
    createdBy: "12",
    timestamp: "2025-10-13T07:45:12Z",
    "request.username": "rosa",
    "request.roles.0": "4",
    "request.roles.1": "5",
    "request.phone": "0123",
    "response.resourceId": "17",
  };
  expect(mapForm(fields)).toMatchObject({
    ok: true,
    event: {
      type: "USER.CREATE",
      entityId: "17",
      occurredAt: new Date("2025-10-13T07:45:12Z"),
      data: {
        createdBy: 12,
        request: { username: "rosa", roles: [4, 5], phone: "0123" },
        response: { resourceId: 17 },
      },
    },
  });
});

test("in a form of Fineract, a number without a fraction was a text", () => {
  const request = "{externalId=12, officeId=1.0, amount=1.23456789E7, active=true}";
  const mapped = mapForm({ ...loan, request, response: "{loanId=4.0, resourceId=9.0}" });
  expect(mapped).toMatchObject({
    event: {
      entityId: "4",
      data: { request: { externalId: "12", officeId: 1, amount: 12_345_678.9, active: true } },
    },
  });
});

test("a mapping that takes a form's text apart sees the same body as for JSON", () => {
  const mapping = { entityId: "/response/resourceId" };
  const { headers, body } = find("loan-repayment-form-done");
  const stored = { headers: Object.entries(headers), body: Buffer.from(body) };
  expect(mapMessage({ system: "fineract", mapping }, stored, catalogue)).toMatchObject({
    ok: true,
    event: { entityId: "3" },
  });
});

test("a form with too many parts is not read, and the reason says what to do", () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `request.${"a.".repeat(50)}${index}`);
  expect(mapForm(Object.fromEntries(names.map((name) => [name, "1"])))).toEqual({
    ok: false,
    reason: expect.stringMatching(/^Mapping this message takes more than 200,000 steps\. .* send JSON\.$/),
  });
});

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
  ["LOAN", "APPROVE", { resourceId: "9" }, "9"],
  ["LOAN", "DISBURSE", { resourceId: 9, subResourceId: 4 }, "9"],
  ["SAVINGSACCOUNT", "ACTIVATE", { resourceId: 9 }, "9"],
  ["LOANCHARGE", "PAY", { loanId: 4, resourceId: 9 }, "4"],
  ["CLIENT", "UPDATE", { clientId: 5, resourceId: 9 }, "5"],
  ["CLIENTNOTE", "CREATE", { clientId: 5, resourceId: 9 }, "5"],
  ["SAVINGSACCOUNT", "DEPOSIT", { savingsId: 6, clientId: 5, resourceId: 9 }, "6"],
  ["GROUP", "UPDATE", { groupId: 7, resourceId: 9 }, "7"],
  // In these responses, Fineract's groupId is the office's ID, or is left out.
  ["GROUP", "DELETE", { officeId: 9, groupId: 1, resourceId: 9 }, "9"],
  ["GROUP", "UNASSIGNSTAFF", { officeId: 9, groupId: 1, resourceId: 9 }, "9"],
  ["CENTER", "CLOSE", { resourceId: 5 }, "5"],
  ["CENTER", "UPDATE", { groupId: 7, resourceId: 9 }, "7"],
  ["GLACCOUNT", "UPDATE", { officeId: 1, resourceId: 9 }, "9"],
  ["JOURNALENTRY", "CREATE", { officeId: 1, transactionId: "a1b2c3d4e5" }, "a1b2c3d4e5"],
  ["JOURNALENTRY", "REVERSE", { officeId: 1, transactionId: "b7c8d9e0f1" }, "b7c8d9e0f1"],
  ["ROLE", "UPDATE", { resourceIdentifier: "Teller" }, "Teller"],
  ["LOAN", "UPDATE", { loanId: 12345678, resourceId: 12345678 }, "12345678"],
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

test.each([
  ["LOAN", "REPAYMENT", "loanId"],
  ["LOAN", "CLOSE", "loanId"],
  ["GLIMLOAN", "REPAYMENT", "loanId"],
  ["SAVINGSACCOUNT", "DEPOSIT", "savingsId"],
  ["FIXEDDEPOSITACCOUNT", "WITHDRAWAL", "savingsId"],
  ["RECURRINGDEPOSITACCOUNT", "POSTINTEREST", "savingsId"],
  ["CLIENT", "UNDOTRANSACTION", "clientId"],
  ["GROUP", "ASSIGNROLE", "groupId"],
])("%s.%s: the resource can be another one, such as the transaction, so its ID is not used", (...names) => {
  const [entityName, actionName, idField] = names;
  const message = { ...loan, entityName, actionName, request: {} };
  for (const sent of [{ response: { resourceId: 77, officeId: 3 } }, { request: { resourceId: 77 } }])
    expect(mapBody({ ...message, ...sent })).toEqual({
      ok: false,
      reason: expect.stringMatching("response" in sent ? `^The response has no ${idField},` : /no response/),
    });
  expect(mapBody({ ...message, response: { resourceId: 77, [idField]: 4 } })).toMatchObject({
    event: { entityId: "4" },
  });
});

test("a failed command is about the entity that its request names", () => {
  expect(mapBody({ ...loan, request: { loanId: 12 } })).toMatchObject({
    ok: true,
    event: { entityId: "12" },
  });
});

test("an ID of eight digits, which Gson writes with an exponent, is a whole number again, as JSON and as a form", () => {
  const json = JSON.stringify({ ...loan, request: { loanId: 0 } }).replace(
    '"loanId":0',
    '"loanId":1.2345678E7',
  );
  const headers = { "content-type": "application/json" };
  const mapping = { entityId: "/request/loanId" };
  const stored = { headers: Object.entries(headers), body: Buffer.from(json) };
  for (const mapped of [
    map({ headers, body: json }),
    mapMessage({ system: "fineract", mapping }, stored, catalogue),
    mapForm({ ...loan, request: "{loanId=1.2345678E7}" }),
    mapForm({ ...loan, request: "{}", response: "{loanId=1.2345678E7}" }),
  ])
    expect(mapped).toMatchObject({ ok: true, event: { entityId: "12345678" } });
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

test("a mapping that takes a form's text apart sees the same body as for JSON", () => {
  const mapping = { entityId: "/response/resourceId" };
  const { headers, body } = find("loan-repayment-form-done");
  const stored = { headers: Object.entries(headers), body: Buffer.from(body) };
  expect(mapMessage({ system: "fineract", mapping }, stored, catalogue)).toMatchObject({
    ok: true,
    event: { entityId: "3" },
  });
});

import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { makeCatalogue } from "@/testing/builtin-catalogue";
import { writeJson } from "../../json/write-json";
import type { Mapping } from "../schema";
import { type GivenParts, mapMessage } from "./map-message";

const catalogue = makeCatalogue();
const loanPaid =
  '{"event":"loan.paid","sent":1771087459,"loan":{"id":9007199254740993,"paid":120.50},"tags":["a",{"n":"x/y~z"}],"a/b":{"m~n":"deep"}}';
const paidMapping: Mapping = {
  type: "/event",
  entityId: "/loan/id",
  occurredAt: '{{ body.sent | date: "%Y-%m-%dT%H:%M:%SZ" }}',
  idempotencyKey: "{{ headers.x-message-id }}-{{ body.loan.id }}",
  data: "/loan",
  eventTypes: { "loan.paid": "PaymentPosted" },
};

function map(mapping: Mapping, given: GivenParts = {}, text = loanPaid) {
  const stored = { headers: [["X-Message-Id", "m7"] as const], body: Buffer.from(text) };
  return mapMessage({ system: "generic", mapping }, stored, catalogue, given);
}
const readReason = (mapping: Mapping, given?: GivenParts, text?: string) => {
  const mapped = map(mapping, given, text);
  return mapped.ok ? `mapped: ${JSON.stringify(mapped.event.type)}` : mapped.reason;
};

test("pointers, templates and the table of event types make an event; numbers keep their digits", () => {
  const mapped = map(paidMapping);
  expect(mapped).toMatchObject({
    ok: true,
    event: {
      type: "PaymentPosted",
      entityId: "9007199254740993",
      occurredAt: new Date("2026-02-14T16:44:19Z"),
    },
    ownId: "m7-9007199254740993",
  });
  expect(writeJson(mapped.ok && mapped.event.data)).toBe('{"id":9007199254740993,"paid":120.50}');
});

test("without a mapping of the data, the whole body is the data", () => {
  const { data: _data, ...mapping } = paidMapping;
  const mapped = map(mapping);
  expect(writeJson(mapped.ok && mapped.event.data)).toBe(loanPaid);
});

test.each([
  ["/tags/1/n", "x/y~z"],
  ["/tags/0", "a"],
  ["/a~1b/m~0n", "deep"],
  ["/loan/paid", "120.50"],
  ["constant", "constant"],
  ["L-{{ body.loan.id }}", "L-9007199254740993"],
  ['{{ body.event | split: "." | first }}', "loan"],
])("the expression %s gives %s", (entityId, expected) => {
  expect(map({ ...paidMapping, entityId })).toMatchObject({ ok: true, event: { entityId: expected } });
});

test.each([
  "/loan/none",
  "/tags/2",
  "/tags/01",
  "/tags/length",
  "/event/length",
  "/constructor/name",
  "{{ body.none }}",
  "{{ body.constructor.name }}",
])("the expression %s gives nothing, and the reason says what to do", (entityId) => {
  expect(readReason({ ...paidMapping, entityId })).toBe(
    `The mapping of the entity ID, "${entityId}", gives nothing for this message. Correct it in the source's mapping.`,
  );
});

test("a mapped event type that is missing is reported; optional parts may be missing", () => {
  expect(readReason({ ...paidMapping, type: "/none" })).toMatch(/^The mapping of the event type, "\/none"/);
  const mapped = map({ ...paidMapping, occurredAt: "/none", idempotencyKey: "/none" });
  expect(mapped).toMatchObject({ ok: true, ownId: null });
  expect(mapped.ok && mapped.event).not.toHaveProperty("occurredAt");
});

test("a pointer to an object or a list is no text, and one to a text is no data", () => {
  expect(readReason({ ...paidMapping, entityId: "/loan" })).toMatch(/^"\/loan" is an object/);
  expect(readReason({ ...paidMapping, entityId: "/tags" })).toMatch(/^"\/tags" is a list/);
  expect(readReason({ ...paidMapping, data: "/event" })).toMatch(/points to no object/);
});

test("what a person gives replaces the mapped parts, even if those are missing", () => {
  const given = { type: "AccountCreated", entityId: "L-5" };
  const broken = { ...paidMapping, type: "/none", entityId: "/loan" };
  expect(map(broken, given)).toMatchObject({ ok: true, event: given });
  expect(map({}, given)).toMatchObject({ ok: true, event: given });
  for (const entityType of ["Customer", "/loan"])
    expect(map({ ...paidMapping, entityType }, { type: "AccountCreated" })).toMatchObject({
      ok: true,
      event: { type: "AccountCreated" },
    });
});

test("a name that is too long for an event type is cut in the reason", () => {
  const reason = readReason({}, {}, JSON.stringify({ type: "x".repeat(100_000), entityId: "1" }));
  expect(reason).toMatch(/^The name of the event type, "x{100}\.\.\.", has more than 200 characters\. Set /);
  const entityType = "{{ body.long }}";
  const text = JSON.stringify({ event: "PaymentPosted", loan: { id: 1 }, sent: 1, long: "y".repeat(1_000) });
  expect(readReason({ ...paidMapping, entityType }, {}, text)).toMatch(/"y{100}".* Set another event type/);
});

test("without a mapping, the reasons say where a mapping or a person can set the missing part", () => {
  expect(readReason({})).toMatch(/^The message names no event type: the field type is missing\. Set where/);
  expect(readReason({ type: "PaymentPosted" })).toMatch(
    /^The message has no entity ID\. Set where the entity ID is/,
  );
});

test("an event type that the catalog does not have is left to the validation of events", () => {
  expect(map({ ...paidMapping, eventTypes: {} })).toMatchObject({ ok: true, event: { type: "loan.paid" } });
});

test("a mapped entity type must be the catalog's; a mapped event type overrides the system's entity type", () => {
  expect(map({ ...paidMapping, entityType: "loan" })).toMatchObject({ ok: true });
  expect(readReason({ ...paidMapping, entityType: "Customer" })).toMatch(/about the entity type "Customer"/);
  const body = Buffer.from('{"eventName":"OpportunityClose","entity":"Opportunity","entityId":"1"}');
  const mapping = { eventTypes: { OpportunityClose: "AccountCreated" } };
  expect(mapMessage({ system: "precisionlender", mapping }, { headers: [], body }, catalogue)).toMatchObject({
    ok: true,
    event: { type: "AccountCreated" },
  });
});

test("an entity ID that no event can have is rejected with the reason of the events API", () => {
  expect(readReason({ ...paidMapping, entityId: "x".repeat(201) })).toBe(
    "An entity ID must not exceed 200 characters. Set where the entity ID is in the source's mapping, or take the message with an entity ID of your choice.",
  );
  expect(readReason({ ...paidMapping, entityId: "a\u0007" })).toMatch(/control characters/);
});

test.each(["yesterday", "2026-02-14", "2026-02-14T16:44:19", "1771087459"])(
  "the time %s is rejected",
  (occurredAt) => {
    expect(readReason({ ...paidMapping, occurredAt })).toMatch(
      /is not a time with a zone.* Set occurredAt in/,
    );
  },
);

test("an ID that cannot be an idempotency key is replaced by its SHA-256", () => {
  for (const id of ["x".repeat(201), "é", "a\nb"]) {
    const mapped = map(
      { ...paidMapping, idempotencyKey: "/id" },
      {},
      JSON.stringify({ event: "PaymentPosted", loan: { id: 1 }, sent: 1, id }),
    );
    expect(mapped).toMatchObject({ ownId: createHash("sha256").update(id).digest("hex") });
  }
  expect(map({ ...paidMapping, idempotencyKey: "x".repeat(200) })).toMatchObject({ ownId: "x".repeat(200) });
});

test("a template that fails or takes too many steps is a reason, not an error", () => {
  expect(readReason({ ...paidMapping, entityId: "{{ body.event | plus: 1 }}" })).toMatch(
    /^The template .* cannot be rendered: Line 1.*[^.]\. Correct it in the source's mapping\.$/,
  );
  const loop = "{% for a in (1..1000) %}{% for b in (1..1000) %}{% endfor %}{% endfor %}";
  expect(readReason({ ...paidMapping, entityId: `${loop}x` })).toMatch(/steps/);
});

test("a body that cannot be read is a reason", () => {
  expect(readReason(paidMapping, {}, "[1]")).toMatch(/not an object/);
});

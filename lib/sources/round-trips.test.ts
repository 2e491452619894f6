import { expect, test } from "vitest";
import { makeCatalogue } from "@/testing/builtin-catalogue";
import { type BuiltinEventType, builtinEventTypes } from "../catalogue/builtin";
import { getDialect } from "../dialects";
import type { EventFacts, SignatureEncoding } from "../dialects/dialect";
import { deriveStandardPublicKey, generateStandardKey } from "../dialects/standard-webhooks/signature";
import { parseJson } from "../json/parse-json";
import { toPlainNumbers } from "../json/plain-numbers";
import { writeJson } from "../json/write-json";
import { mapMessage } from "./mapping/map-message";
import { collectHeaders } from "./mapping/read-body";
import type { SourceSystemId, Verification } from "./schema";
import { getSourceSystem } from "./systems";
import { prepareVerification } from "./verification/verify-message";

const catalogue = makeCatalogue();
const traceId = "15fc9ab9-25b6-48f6-9012-8b2516ec3179";
const now = new Date("2026-11-21T09:00:00.250Z");
const occurredAt = new Date("2026-11-21T08:59:59.125Z");
const address = "10.1.2.3";

function makeEvent({ name, title, entityType, sample }: BuiltinEventType): EventFacts {
  const facts = { id: "01933b8e-5c40-7a4e-9d15-3f6c2a7b8e10", partnerId: null, changes: null, occurredAt };
  return { ...facts, type: name, title, entityType, entityId: sample.entityId, data: sample.data };
}

interface Trip {
  system: SourceSystemId;
  options?: Record<string, unknown>;
  key?: string;
  receiverKey?: string;
  verification?: Verification;
}

/** Sends an event in a dialect to a source, which verifies and maps it. */
function send(event: EventFacts, { system, options = {}, key, receiverKey, verification }: Trip) {
  const dialect = getDialect(system);
  const parsed = dialect.options.parse(options);
  const { body, contentType } = dialect.render(event, traceId, parsed);
  const signingKey = key ?? dialect.newKey(parsed);
  const headers: [string, string][] = Object.entries({
    "Content-Type": contentType,
    ...dialect.headers({
      traceId,
      eventType: event.type,
      entityType: event.entityType,
      body,
      sentAt: now,
      keys: [signingKey],
      signatureHeader: dialect.defaults.signatureHeader,
      signatureEncoding: dialect.defaults.signatureEncoding as SignatureEncoding,
      options: parsed,
    }),
  });
  const settings = {
    verification: verification ?? getSourceSystem(system).verification(true),
    networks: ["10.0.0.0/8"],
    keys: [receiverKey ?? signingKey],
  };
  const verify = prepareVerification(settings);
  const signed = { headers: collectHeaders(headers), body, address };
  const tampered = { ...signed, body: Buffer.concat([body, Buffer.from(" ")]) };
  return {
    problem: verify(signed, now),
    problemOfTampered: verify(tampered, now),
    mapped: mapMessage({ system, mapping: {} }, { headers, body }, catalogue),
  };
}

function expectSame(
  type: BuiltinEventType,
  trip: Trip,
  carried: { data: unknown; ownId: string | null; occurredAt?: Date },
) {
  const { problem, problemOfTampered, mapped } = send(makeEvent(type), trip);
  expect(problem, type.name).toBeNull();
  expect(problemOfTampered, type.name).toMatch(/does not match the key/);
  const { ownId, ...event } = carried;
  expect(mapped, type.name).toEqual({
    ok: true,
    event: { type: type.name, entityId: type.sample.entityId, ...event },
    ownId,
  });
}

const listTypesOf = (system: BuiltinEventType["system"]) =>
  builtinEventTypes.filter((type) => type.system === system);

test("PrecisionLender: every event type comes back; its body carries no data and no time", () => {
  const types = listTypesOf("PrecisionLender");
  expect(types).toHaveLength(6);
  for (const type of types) expectSame(type, { system: "precisionlender" }, { data: {}, ownId: traceId });
});

test("LoanPro: every event type comes back with its data; its body carries no time", () => {
  const types = listTypesOf("LoanPro");
  expect(types).toHaveLength(28);
  const signature = {
    kind: "hmac",
    header: "X-Hookledger-Signature",
    encoding: "base64",
    prefix: "",
  } as const;
  for (const type of types) {
    const trip = { system: "loanpro", verification: signature } as const;
    expectSame(type, trip, { data: type.sample.data, ownId: null });
  }
});

test("Plexe: every event type comes back with its data and its time", () => {
  const types = listTypesOf("Plexe");
  expect(types).toHaveLength(22);
  for (const type of types) {
    expectSame(type, { system: "plexe" }, { data: type.sample.data, ownId: makeEvent(type).id, occurredAt });
  }
});

const timestamp = occurredAt.toISOString();

test.each([
  ["JSON as Fineract writes it", {}],
  ["JSON as Embarc's page shows it", { jsonStyle: "plain" }],
  ["a form as Fineract writes it", { contentType: "form" }],
])("Fineract, %s: every event type comes back with its data and its time", (_title, options) => {
  const types = listTypesOf("Fineract");
  expect(types.length).toBeGreaterThan(300);
  for (const type of types) {
    expectSame(
      type,
      { system: "fineract", options },
      { data: { ...type.sample.data, timestamp }, ownId: null, occurredAt },
    );
  }
});

test("Fineract, a form with one field for each value: every event type comes back; empty objects are not in such a form", () => {
  for (const type of listTypesOf("Fineract")) {
    const { request, ...data } = type.sample.data;
    const isEmpty = Object.keys(request as object).length === 0;
    expectSame(
      type,
      { system: "fineract", options: { contentType: "form", formStyle: "dotted" } },
      { data: { ...data, ...(isEmpty ? {} : { request }), timestamp }, ownId: null, occurredAt },
    );
  }
});

test.each(["ascii", "utf-8"])("Standard Webhooks, %s: every built-in event type comes back", (charset) => {
  for (const type of builtinEventTypes) {
    const { entityType: _entityType, entityId: _entityId, ...data } = type.sample.data;
    const trip = { system: "standard-webhooks", options: { charset } } as const;
    expectSame(type, trip, { data, ownId: traceId, occurredAt });
  }
});

test("Standard Webhooks with a key pair: the public key verifies, and a thin body comes back without data", () => {
  const key = generateStandardKey("ed25519");
  const x = deriveStandardPublicKey(key)?.x ?? "";
  const receiverKey = `whpk_${Buffer.from(x, "base64url").toString("base64")}`;
  const options = { signature: "ed25519", body: "thin" };
  for (const type of listTypesOf("Plexe"))
    expectSame(
      type,
      { system: "standard-webhooks", options, key, receiverKey },
      { data: {}, ownId: traceId, occurredAt },
    );
});

test("numbers keep their digits from one system to the other", () => {
  const data = parseJson('{"paymentAmount":120.50,"paymentId":9007199254740993}') as Record<string, unknown>;
  const [type] = listTypesOf("LoanPro");
  if (!type) throw new Error("There are no event types.");
  const { mapped } = send({ ...makeEvent(type), data }, { system: "loanpro" });
  expect(mapped).toMatchObject({ ok: true });
  expect(writeJson(mapped.ok && mapped.event.data)).toBe(
    '{"loanDisplayId":"L-102","paymentAmount":120.50,"paymentId":9007199254740993}',
  );
  expect(toPlainNumbers(data)).not.toEqual(data);
});

import { expect, test } from "vitest";
import { checkSourceSettings } from "./check-source-settings";
import type { Mapping, SourceSystemId, Verification } from "./schema";
import { getSourceSystem } from "./systems";

const hmac = { kind: "hmac", header: "X-Signature", encoding: "hex", prefix: "" } as const;

function check({
  system = "generic",
  verification = hmac,
  mapping = {},
  key = "a key that is long",
}: {
  system?: SourceSystemId;
  verification?: Verification;
  mapping?: Mapping;
  key?: string | null;
} = {}) {
  return checkSourceSettings({ system, verification, mapping, key, canSetKey: true }).map(
    ({ field, code }) => `${field} ${code}`,
  );
}

test("valid settings have no errors", () => {
  expect(check()).toEqual([]);
  expect(check({ verification: { kind: "none" }, key: null })).toEqual([]);
  const mapping = {
    type: "/event",
    entityType: "Loan",
    entityId: "{{ body.loan.id }}",
    data: "/a~1b/0",
    occurredAt: "{{ headers.date }}",
  };
  expect(check({ mapping })).toEqual([]);
});

test.each(["precisionlender", "plexe", "standard-webhooks", "generic"] as const)(
  "%s needs a key by default",
  (system) => {
    expect(check({ system, verification: getSourceSystem(system).verification(false), key: null })).toEqual([
      "key key_missing",
    ]);
  },
);

test("a key must be long enough, and nothing may be set that verifies nothing", () => {
  expect(check({ key: "1234567" })).toEqual(["key key_invalid"]);
  expect(check({ key: "12345678" })).toEqual([]);
  expect(check({ verification: { kind: "header", header: "X-Key" }, key: "1234567" })).toEqual([
    "key key_invalid",
  ]);
  expect(check({ verification: { kind: "none" } })).toEqual(["key key_unused"]);
});

test("a key for Standard Webhooks has the standard's form", () => {
  const errorsOf = (key: string) =>
    checkSourceSettings({
      system: "standard-webhooks",
      verification: { kind: "standard" },
      mapping: {},
      key,
      canSetKey: true,
    });
  const publicKey = Buffer.alloc(32, 7).toString("base64");
  for (const key of ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", `whpk_${publicKey}`])
    expect(errorsOf(key)).toEqual([]);
  for (const key of [
    "a key that is long",
    "whsec_abc",
    "whpk_abc",
    `whpk_${Buffer.alloc(31).toString("base64")}`,
  ])
    expect(errorsOf(key)).toMatchObject([{ field: "key", code: "key_invalid" }]);
  expect(errorsOf(`whsk_${publicKey}`)[0]?.message).toMatch(/secret half/);
});

test.each([
  [{ entityId: "/loan~2" }, "mapping.entityId", /JSON pointer/],
  [{ type: "{{ body.type " }, "mapping.type", /Line 1, column/],
  [{ type: "{{ body.type | nope }}" }, "mapping.type", /undefined filter: nope/],
  [
    { idempotencyKey: "{{ data.id }}" },
    "mapping.idempotencyKey",
    /no variable "data"\. Variables start with body, headers/,
  ],
  [{ data: "{{ body }}" }, "mapping.data", /JSON pointer to an object/],
  [{ data: "/~" }, "mapping.data", /JSON pointer/],
] as const)(
  "the mapping %j is not valid, and the error has the field and the reason",
  (mapping, field, message) => {
    expect(
      checkSourceSettings({
        system: "generic",
        verification: hmac,
        mapping,
        key: "a key that is long",
        canSetKey: true,
      }),
    ).toEqual([{ field, code: "expression_invalid", message: expect.stringMatching(message) }]);
  },
);

test("where the key cannot be set, the error is one of the verification, and says how to set the key", () => {
  const settings = { system: "generic", mapping: {}, canSetKey: false } as const;
  const advice = "Set the key first: POST /api/v1/sources/{id}/rotate with `what: key`.";
  expect(checkSourceSettings({ ...settings, verification: hmac, key: null })).toEqual([
    {
      field: "verification",
      code: "key_missing",
      message: `This verification needs a key, and the source has none. ${advice}`,
    },
  ]);
  const standard = { kind: "standard" } as const;
  expect(checkSourceSettings({ ...settings, verification: standard, key: "a key that is long" })).toEqual([
    { field: "verification", code: "key_invalid", message: expect.stringMatching(/whsec_.* POST \/api\/v1/) },
  ]);
});

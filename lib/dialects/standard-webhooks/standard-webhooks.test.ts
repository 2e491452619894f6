import { createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { deriveStandardPublicKey } from "./signature";
import { standardWebhooks } from "./standard-webhooks";

const hmac = { signature: "hmac", body: "full", charset: "ascii" } as const;
const ed25519 = { ...hmac, signature: "ed25519" } as const;
// The key pair of the reference server's own tests, and the test vector of the libraries' documentation.
const ed25519Key =
  "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
const hmacKey = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const testVector = {
  traceId: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  sentAt: new Date(1_614_265_330_000),
  body: Buffer.from('{"test": 2432232314}'),
};
const event = {
  id: "e",
  type: "PaymentPosted",
  title: "Payment Posted to account",
  entityType: "Loan",
  entityId: "L-102",
  partnerId: null,
  occurredAt: new Date("2026-11-21T09:00:00Z"),
  changes: null,
  data: { amount: 120.5, entityId: "something else" },
};
const buildSignedHeaders = (keys: [string, ...string[]]) =>
  standardWebhooks.headers({
    ...testVector,
    keys,
    eventType: event.type,
    entityType: event.entityType,
    signatureHeader: "webhook-signature",
    signatureEncoding: "base64",
    options: hmac,
  });

test("the three headers match the test vector in the libraries' documentation", () => {
  expect(buildSignedHeaders([hmacKey])).toEqual({
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("the timestamp is in whole seconds, rounded down", () => {
  const endOfSecondInput = { ...testVector, sentAt: new Date(1_614_265_330_999) };
  const headers = standardWebhooks.headers({
    ...endOfSecondInput,
    keys: [hmacKey],
    eventType: "x",
    entityType: "x",
    signatureHeader: "webhook-signature",
    signatureEncoding: "base64",
    options: hmac,
  });
  expect(headers["webhook-timestamp"]).toBe("1614265330");
});

test("after a rotation, even from HMAC to ed25519, one header has the signatures of both keys", () => {
  const [first = "", second = "", ...more] =
    buildSignedHeaders([ed25519Key, hmacKey])["webhook-signature"]?.split(" ") ?? [];
  expect(more).toEqual([]);
  expect(second).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  expect(first).toMatch(/^v1a,/);
  const { kty, crv, x } = deriveStandardPublicKey(ed25519Key) ?? { kty: "", crv: "", x: "" };
  const key = createPublicKey({ key: { kty, crv, x }, format: "jwk" });
  const content = Buffer.from('msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}');
  expect(verify(null, content, key, Buffer.from(first.slice("v1a,".length), "base64"))).toBe(true);
});

test("the public key is derived from an ed25519 key; an HMAC key has no public key", () => {
  const whpk = Buffer.from("1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=", "base64").toString("base64url");
  expect(deriveStandardPublicKey(ed25519Key)).toMatchObject({
    kty: "OKP",
    crv: "Ed25519",
    x: whpk,
    use: "sig",
  });
  expect(deriveStandardPublicKey(hmacKey)).toBeUndefined();
});

// RFC 8037, appendix A.3: the thumbprint of the key in A.2.
test("a public key's kid is its thumbprint", () => {
  const seed = Buffer.from("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A", "base64url").toString("base64");
  expect(deriveStandardPublicKey(`whsk_${seed}`)).toMatchObject({
    x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    kid: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
  });
});

test("a full body has the event's data and its entity, which no data field can override; a thin body has only the entity", () => {
  const renderBody = (options: { body?: "full" | "thin" }) =>
    standardWebhooks.render(event, testVector.traceId, { ...hmac, ...options }).body.toString();
  expect(renderBody(hmac)).toBe(
    '{"type":"PaymentPosted","timestamp":"2026-11-21T09:00:00.000Z","data":{"amount":120.5,"entityId":"L-102","entityType":"Loan"}}',
  );
  expect(renderBody({ body: "thin" })).toBe(
    '{"type":"PaymentPosted","timestamp":"2026-11-21T09:00:00.000Z","data":{"entityType":"Loan","entityId":"L-102"}}',
  );
});

test("the default settings are HMAC, a full body and ASCII", () => {
  expect(standardWebhooks.options.parse({})).toEqual(hmac);
});

test("generated keys have the standard's form and are random", () => {
  for (const options of [hmac, ed25519]) {
    const keys = Array.from({ length: 20 }, () => standardWebhooks.newKey(options));
    expect(new Set(keys).size).toBe(20);
    for (const key of keys) expect(standardWebhooks.keyError?.(key, options), key).toBeUndefined();
  }
});

const base64OfBytes = (length: number) => Buffer.alloc(length, 1).toString("base64");
test.each([
  [hmacKey, hmac, undefined],
  [`whsec_${base64OfBytes(64)}`, hmac, undefined],
  [`whsec_${base64OfBytes(23)}`, hmac, /23 bytes/],
  [`whsec_${base64OfBytes(65)}`, hmac, /65 bytes/],
  ["whsec_", hmac, /0 bytes/],
  ["whsec_not base64!", hmac, /not base64/],
  [`whsec_${base64OfBytes(32).replace("=", "")}`, hmac, /not base64/],
  [base64OfBytes(32), hmac, /must start with "whsec_"/],
  [ed25519Key, hmac, /must start with "whsec_"/],
  [hmacKey, ed25519, /must start with "whsk_"/],
  [ed25519Key, ed25519, undefined],
  [`whsk_${base64OfBytes(32)}`, ed25519, undefined],
  [`whsk_${base64OfBytes(33)}`, ed25519, /33 bytes/],
  [`whsk_${base64OfBytes(64)}`, ed25519, /second half/],
])("the error for the key %s with the options %j is %s", (key, options, expected) => {
  const error = standardWebhooks.keyError?.(key, options);
  if (expected) expect(error).toMatch(expected);
  else expect(error).toBeUndefined();
});

test("only the response code 410 ends the retries", () => {
  expect(standardWebhooks.endsRetries?.(410)).toBe(true);
  for (const code of [400, 404, 429, 500, 502, 504]) expect(standardWebhooks.endsRetries?.(code)).toBe(false);
});

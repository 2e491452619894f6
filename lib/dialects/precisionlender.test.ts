import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { precisionlender } from "./precisionlender";

const event = {
  id: "e",
  type: "OpportunityUpdated",
  title: "Opportunity Updated",
  entityType: "Opportunity",
  entityId: "a2e4cedb-5588-4df6-8986-1cf848f82b3e",
  partnerId: null,
  occurredAt: new Date(),
  changes: null,
  data: { name: "never sent by this dialect" },
};
const traceId = "15fc9ab9-25b6-48f6-9012-8b2516ec3179";
const signingInput = {
  traceId,
  eventType: event.type,
  entityType: event.entityType,
  body: Buffer.from("{}"),
  sentAt: new Date(),
  signatureHeader: "X-PL-Signature",
  options: precisionlender.options.parse({}),
};

test("the body matches the sample on PrecisionLender's page", () => {
  const { body, contentType } = precisionlender.render(event, traceId, signingInput.options);
  expect(contentType).toBe("application/json");
  expect(body.toString()).toBe(
    '{"id":"15fc9ab9-25b6-48f6-9012-8b2516ec3179","eventName":"OpportunityUpdated","entity":"Opportunity","entityId":"a2e4cedb-5588-4df6-8986-1cf848f82b3e"}',
  );
});

// RFC 4231, test case 2: an expected value that does not come from our own code.
test("the signature is HMAC-SHA256 of the body, base64 or hex", () => {
  const body = Buffer.from("what do ya want for nothing?");
  const hex = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  const sign = (signatureEncoding: "hex" | "base64") =>
    precisionlender.headers({ ...signingInput, body, keys: ["Jefe"], signatureEncoding })["X-PL-Signature"];
  expect(sign("hex")).toBe(hex);
  expect(sign("base64")).toBe(Buffer.from(hex, "hex").toString("base64"));
});

test("while the previous key is valid, a signature computed with it is sent too", () => {
  const headers = precisionlender.headers({
    ...signingInput,
    keys: ["new", "old"],
    signatureEncoding: "hex",
  });
  const sign = (key: string) => createHmac("sha256", key).update("{}").digest("hex");
  expect(headers).toEqual({ "X-PL-Signature": sign("new"), "X-PL-Signature-Previous": sign("old") });
});

test("generated keys are random and have 32 bytes", () => {
  const keys = Array.from({ length: 100 }, () => precisionlender.newKey(signingInput.options));
  expect(new Set(keys).size).toBe(100);
  for (const key of keys) expect(Buffer.from(key, "base64url").length).toBe(32);
});

import { expect, test } from "vitest";
import { findKeyError } from "./keys";
import { plexe } from "./plexe";
import { precisionlender } from "./precisionlender";

const event = {
  id: "0199aaaa-0000-7000-8000-00000000000e",
  type: "WB_Loan_Closed",
  title: "Plexe event",
  entityType: "Loan",
  entityId: "L-1",
  partnerId: "7c1f8a2e-94b0-4d7e-8a55-21c1d1f0a901",
  occurredAt: new Date("2026-08-01T12:00:00Z"),
  changes: null,
  data: { loanNumber: "PX-20418", balance: 0 },
};
const signingInput = {
  traceId: "15fc9ab9-25b6-48f6-9012-8b2516ec3179",
  eventType: event.type,
  entityType: event.entityType,
  body: Buffer.from("what do ya want for nothing?"),
  sentAt: new Date(),
  signatureHeader: "abp-webhook-signature",
  signatureEncoding: "hex",
  options: {},
} as const;

test("the body is ASP.NET Boilerplate's envelope", () => {
  const { body, contentType } = plexe.render(event, signingInput.traceId, {});
  expect(contentType).toBe("application/json; charset=utf-8");
  expect(body.toString()).toBe(
    '{"Id":"0199aaaa-0000-7000-8000-00000000000e","WebhookEvent":"WB_Loan_Closed","Attempt":1,"Data":{"loanNumber":"PX-20418","balance":0},"CreationTimeUtc":"2026-08-01T12:00:00.000Z"}',
  );
});

// RFC 4231, test case 2, written as BitConverter.ToString writes bytes.
const dashedHexSignature =
  "5B-DC-C1-46-BF-60-75-4E-6A-04-24-26-08-95-75-C7-5A-00-3F-08-9D-27-39-83-9D-EC-58-B9-64-EC-38-43";

test('the signature is "sha256=" and upper-case hex with dashes; base64 can be chosen instead', () => {
  expect(plexe.headers({ ...signingInput, keys: ["Jefe"] })).toEqual({
    "abp-webhook-signature": `sha256=${dashedHexSignature}`,
  });
  const base64 = plexe.headers({ ...signingInput, keys: ["Jefe"], signatureEncoding: "base64" });
  expect(base64["abp-webhook-signature"]).toBe(
    `sha256=${Buffer.from(dashedHexSignature.replaceAll("-", ""), "hex").toString("base64")}`,
  );
});

test("while the previous key is valid, a signature computed with it is sent too", () => {
  expect(plexe.headers({ ...signingInput, keys: ["new-key", "Jefe"] })).toEqual({
    "abp-webhook-signature": expect.stringMatching(/^sha256=([0-9A-F]{2}-){31}[0-9A-F]{2}$/),
    "abp-webhook-signature-previous": `sha256=${dashedHexSignature}`,
  });
});

test('a generated key is "whs_" and 32 hex digits; a chosen key needs at least 8 characters', () => {
  expect(plexe.newKey({})).toMatch(/^whs_[0-9a-f]{32}$/);
  expect(plexe.newKey({})).not.toBe(plexe.newKey({}));
  expect(findKeyError(plexe, "shared-secret", {})).toBeUndefined();
  expect(findKeyError(plexe, "secret", {})).toBe("The key must have at least 8 characters.");
  expect(findKeyError(precisionlender, "shared-secret", { charset: "ascii" })).toContain("at least 16");
});

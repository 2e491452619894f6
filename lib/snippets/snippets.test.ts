import { expect, test } from "vitest";
import type { SignatureFormat } from "../dialects/dialect";
import { getSignatureFormat } from "../dialects/signature-format";
import { generateSnippets } from "./snippets";

const jwksUrl = "https://hooks.example/api/v1/webhooks/1/jwks.json";
const precisionlender = {
  dialect: "precisionlender",
  options: {},
  signatureHeader: "X-Bank-Signature",
  signatureEncoding: "hex",
} as const;

const formats: SignatureFormat[] = [
  {
    kind: "body",
    header: "X-PL-Signature",
    previousHeader: "X-PL-Signature-Previous",
    encoding: "base64",
    prefix: "",
  },
  {
    kind: "body",
    header: "abp-webhook-signature",
    previousHeader: null,
    encoding: "dashed-hex",
    prefix: "sha256=",
  },
  { kind: "standard", scheme: "hmac" },
  { kind: "standard", scheme: "ed25519" },
];

test("a snippet checks the webhook's own signature headers, for the current key and for previous keys", () => {
  const format = getSignatureFormat(precisionlender);
  expect(format).toEqual({
    kind: "body",
    header: "X-Bank-Signature",
    previousHeader: "X-Bank-Signature-Previous",
    encoding: "hex",
    prefix: "",
  });
  for (const { title, code } of generateSnippets(format as SignatureFormat, jwksUrl)) {
    expect(code.toLowerCase(), title).toMatch(/x-bank-signature\b(?!-)/);
    expect(code.toLowerCase(), title).toContain("x-bank-signature-previous");
    expect(code, title).not.toContain("X-PL-Signature");
  }
});

test("each signature format has snippets in eight languages that read the key from the environment; HMACs are compared in constant time", () => {
  const constantTime =
    /timingSafeEqual|compare_digest|MessageDigest\.isEqual|FixedTimeEquals|hmac\.Equal|hash_equals|secure_compare|same\(\)/;
  for (const format of formats) {
    const snippets = generateSnippets(format, jwksUrl);
    expect(new Set(snippets.map(({ id }) => id)).size).toBe(8);
    for (const { title, code } of snippets) {
      const isAsymmetric = format.kind === "standard" && format.scheme === "ed25519";
      expect(code, title).toContain(isAsymmetric ? "WEBHOOK_PUBLIC_KEY" : "WEBHOOK_KEY");
      if (isAsymmetric) expect(code, title).toMatch(/published|jwks\.json/);
      else expect(code, title).toMatch(constantTime);
      expect(code, title).not.toMatch(/undefined|\[object|\n{4}/);
    }
  }
});

test("the option `signature` of the dialect standard-webhooks selects hmac (the default) or ed25519", () => {
  const standard = { ...precisionlender, dialect: "standard-webhooks" };
  expect(getSignatureFormat({ ...standard, options: {} })).toEqual({ kind: "standard", scheme: "hmac" });
  expect(getSignatureFormat({ ...standard, options: { signature: "ed25519" } })).toMatchObject({
    scheme: "ed25519",
  });
});

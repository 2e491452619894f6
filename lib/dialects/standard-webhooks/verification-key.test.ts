import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { computeStandardSignature, deriveStandardPublicKey, generateStandardKey } from "./signature";
import { findVerificationKeyError, prepareStandardVerifier } from "./verification-key";

const content = Buffer.from("msg_1.1614265330.{}");

test("a shared key verifies the signatures of the reference library and of ours, and no others", () => {
  const key = generateStandardKey("hmac");
  expect(findVerificationKeyError(key)).toBeUndefined();
  const verify = prepareStandardVerifier(key);
  const signature = new Webhook(key).sign("msg_1", new Date(1_614_265_330_000), "{}");
  expect(signature).toBe(computeStandardSignature(key, content));
  expect(verify(content, ["v1,other", signature])).toBe(true);
  expect(verify(Buffer.from("msg_2.1614265330.{}"), [signature])).toBe(false);
  expect(verify(content, [signature.slice(0, -1), "v1,", ""])).toBe(false);
});

test("a public key verifies the signatures of its secret key, and no others", () => {
  const secretKey = generateStandardKey("ed25519");
  const x = deriveStandardPublicKey(secretKey)?.x ?? "";
  const key = `whpk_${Buffer.from(x, "base64url").toString("base64")}`;
  expect(findVerificationKeyError(key)).toBeUndefined();
  const verify = prepareStandardVerifier(key);
  const signature = computeStandardSignature(secretKey, content);
  expect(verify(content, ["v1,abc", signature])).toBe(true);
  expect(verify(Buffer.from("other"), [signature])).toBe(false);
  expect(verify(content, [signature.replace("v1a,", "v1,"), "v1a,", "v1a,abc"])).toBe(false);
});

test("at most ten signatures of one request are checked", () => {
  const secretKey = generateStandardKey("ed25519");
  const x = deriveStandardPublicKey(secretKey)?.x ?? "";
  const verify = prepareStandardVerifier(`whpk_${Buffer.from(x, "base64url").toString("base64")}`);
  const others = (count: number) => Array<string>(count).fill("v1a,abc");
  const signature = computeStandardSignature(secretKey, content);
  expect(verify(content, [...others(9), signature])).toBe(true);
  expect(verify(content, [...others(10), signature])).toBe(false);
});

import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { expect, test } from "vitest";
import type { Verification } from "../schema";
import { prepareVerification } from "./verify-message";

const now = new Date("2026-11-21T09:00:00Z");
const body = Buffer.from('{"id":"1","eventName":"Zoë"}');
const key = "a-key-of-the-other-system";
const base64 = { kind: "hmac", header: "X-PL-Signature", encoding: "base64", prefix: "" } as const;
const digest = (encoding: "base64" | "hex", signingKey = key) =>
  createHmac("sha256", signingKey).update(body).digest(encoding);
const dashed = digest("hex").toUpperCase().match(/../g)?.join("-") ?? "";

function verify(
  verification: Verification,
  headers: Record<string, string>,
  { keys = [key], networks = [] as string[], address = "10.1.2.3" as string | null, at = now } = {},
) {
  const names = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  return prepareVerification({ verification, networks, keys })(
    { headers: new Map(names), body, address },
    at,
  );
}

test("an HMAC in the encoding and with the prefix of the settings verifies", () => {
  expect(verify(base64, { "X-PL-Signature": digest("base64") })).toBeNull();
  expect(verify({ ...base64, encoding: "hex" }, { "X-PL-Signature": digest("hex") })).toBeNull();
  expect(
    verify({ ...base64, encoding: "hex" }, { "X-PL-Signature": digest("hex").toUpperCase() }),
  ).toBeNull();
  const plexe = {
    kind: "hmac",
    header: "abp-webhook-signature",
    encoding: "dashed-hex",
    prefix: "sha256=",
  } as const;
  expect(verify(plexe, { "abp-webhook-signature": `sha256=${dashed}` })).toBeNull();
});

test("a signature of another key, of another body or of no key is rejected", () => {
  const noMatch = "The signature in the header X-PL-Signature does not match the key.";
  expect(verify(base64, { "X-PL-Signature": digest("base64", "another key") })).toBe(noMatch);
  const changed = `${digest("base64").startsWith("A") ? "B" : "A"}${digest("base64").slice(1)}`;
  expect(verify(base64, { "X-PL-Signature": changed })).toBe(noMatch);
  expect(verify(base64, {})).toBe("The header X-PL-Signature is missing.");
  expect(verify(base64, { "X-PL-Signature": digest("base64") }, { keys: [] })).toMatch(/no key/);
});

test("while the previous key is valid, it verifies too", () => {
  const keys = ["the new key of it", key];
  expect(verify(base64, { "X-PL-Signature": digest("base64") }, { keys })).toBeNull();
  expect(verify(base64, { "X-PL-Signature": digest("base64", keys[0]) }, { keys })).toBeNull();
});

test("a signature of the right key in another encoding is rejected, and the reason names the encoding", () => {
  expect(verify(base64, { "X-PL-Signature": digest("hex") })).toBe(
    "The signature in the header X-PL-Signature is correct but encoded as hex; the source expects base64. Change the encoding of the source.",
  );
  expect(verify({ ...base64, encoding: "hex" }, { "X-PL-Signature": digest("base64") })).toMatch(
    /encoded as base64/,
  );
  expect(verify(base64, { "X-PL-Signature": digest("hex", "another key") })).toMatch(/does not match/);
});

test("a signature with a wrong prefix is rejected, and the reason says so only if the key is right", () => {
  const prefixed = { ...base64, encoding: "hex", prefix: "sha256=" } as const;
  expect(verify(prefixed, { "X-PL-Signature": digest("hex") })).toMatch(/does not have the prefix "sha256="/);
  expect(verify({ ...prefixed, prefix: "" }, { "X-PL-Signature": `sha256=${digest("hex")}` })).toMatch(
    /has a prefix/,
  );
  expect(verify(prefixed, { "X-PL-Signature": digest("hex", "another key") })).toMatch(/does not match/);
});

test("a value that is no signature is rejected with the length that is expected", () => {
  expect(verify(base64, { "X-PL-Signature": "abc" })).toBe(
    "The header X-PL-Signature is not an HMAC-SHA256 in base64, which has 44 characters.",
  );
});

test("the key in a header verifies only if it is equal", () => {
  const verification = { kind: "header", header: "X-Source-Key" } as const;
  expect(verify(verification, { "x-source-key": key })).toBeNull();
  expect(verify(verification, { "x-source-key": key }, { keys: ["new key", key] })).toBeNull();
  expect(verify(verification, {})).toBe("The header X-Source-Key is missing.");
  for (const wrong of [`${key}x`, key.slice(1), key.toUpperCase()])
    expect(verify(verification, { "x-source-key": wrong })).toBe(
      "The header X-Source-Key does not match the key.",
    );
});

test("the networks apply to every verification; an IPv4-mapped address is an IPv4 address", () => {
  const networks = ["192.168.7.0/24", "fd00::/8"];
  const inNetworks = (address: string | null) =>
    verify({ kind: "none" }, {}, { networks, address, keys: [] });
  for (const address of ["192.168.7.9", "::ffff:192.168.7.9", "fd00::1"])
    expect(inNetworks(address)).toBeNull();
  expect(inNetworks("10.1.2.3")).toBe("The address 10.1.2.3 is in none of the source's networks.");
  expect(inNetworks("not an address")).toMatch(/in none of/);
  expect(inNetworks(null)).toMatch(/unknown/);
  expect(verify(base64, { "X-PL-Signature": digest("base64") }, { networks })).toMatch(/in none of/);
});

test("without networks and without verification, everything verifies", () => {
  expect(verify({ kind: "none" }, {}, { keys: [], address: null })).toBeNull();
});

const standard = { kind: "standard" } as const;
const standardKey = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
function signStandard(at: Date, signingKey = standardKey, { id = "msg_1", text = body.toString() } = {}) {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": new Webhook(signingKey).sign(id, at, text),
  };
}

test("messages that the packages standardwebhooks and svix have signed verify", () => {
  expect(verify(standard, signStandard(now), { keys: [standardKey] })).toBeNull();
  const signature = new SvixWebhook(standardKey).sign("msg_1", now, body.toString());
  expect(
    verify(standard, { ...signStandard(now), "webhook-signature": signature }, { keys: [standardKey] }),
  ).toBeNull();
});

test("the headers of a sender that Svix hosts are read if those of Standard Webhooks are missing", () => {
  const headers = signStandard(now);
  const toSvix = (from: Record<string, string>) =>
    Object.fromEntries(Object.entries(from).map(([name, value]) => [name.replace("webhook", "svix"), value]));
  expect(verify(standard, toSvix(headers), { keys: [standardKey] })).toBeNull();
  const { "svix-timestamp": _left, ...rest } = toSvix(headers);
  expect(verify(standard, rest, { keys: [standardKey] })).toBe("The header svix-timestamp is missing.");
  const other = toSvix({ ...headers, "webhook-id": "msg_2" });
  expect(verify(standard, { ...headers, ...other }, { keys: [standardKey] })).toBeNull();
  expect(verify(standard, other, { keys: [standardKey] })).toMatch(/svix-signature does not match the key/);
  const { "webhook-id": _id, ...withoutId } = headers;
  expect(verify(standard, { ...withoutId, ...toSvix(headers) }, { keys: [standardKey] })).toBe(
    "The header webhook-id is missing.",
  );
});

test.each([
  ["a dot", "msg.1"],
  ["a space", "msg 1"],
  ["two values", "msg_1, msg_1"],
  ["other letters than those of English", "é"],
  ["more than 200 characters", "x".repeat(201)],
])("a webhook-id with %s is refused, and the reason says which characters an ID can have", (_title, id) => {
  expect(verify(standard, signStandard(now, standardKey, { id }), { keys: [standardKey] })).toMatch(
    /^The header webhook-id can have only letters, digits, "_" and "-", and at most 200 of them/,
  );
});

test("Standard Webhooks is taken only as JSON, whatever Content-Type says; an ID can have 200 characters", () => {
  const verifyText = (text: string) => {
    const id = "x".repeat(200);
    return prepareVerification({ verification: standard, networks: [], keys: [standardKey] })(
      {
        headers: new Map(Object.entries(signStandard(now, standardKey, { id, text }))),
        body: Buffer.from(text),
        address: null,
      },
      now,
    );
  };
  for (const text of ['{"type":"A"}', ' \r\n\t{"type":"A"}']) expect(verifyText(text)).toBeNull();
  for (const text of ["type=A&entityId=1", "[1]", ""])
    expect(verifyText(text)).toMatch(/^The body is not a JSON object\./);
});

test("one of several signatures is enough, with either key", () => {
  const otherKey = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  const first = signStandard(now);
  const both = `${signStandard(now, otherKey)["webhook-signature"]} ${first["webhook-signature"]} v2,abc`;
  const headers = { ...first, "webhook-signature": both };
  expect(verify(standard, headers, { keys: [standardKey] })).toBeNull();
  expect(verify(standard, headers, { keys: [otherKey] })).toBeNull();
  expect(verify(standard, first, { keys: [otherKey] })).toMatch(/webhook-signature does not match the key/);
  expect(verify(standard, { ...first, "webhook-id": "msg_2" }, { keys: [standardKey] })).toMatch(
    /does not match/,
  );
});

test("a message that is more than five minutes old or ahead is rejected", () => {
  const verifyAt = (seconds: number) =>
    verify(standard, signStandard(new Date(now.getTime() - seconds * 1_000)), { keys: [standardKey] });
  expect([verifyAt(300), verifyAt(-300)]).toEqual([null, null]);
  expect(verifyAt(301)).toMatch(/^The time in webhook-timestamp is 301 seconds old; at most 300/);
  expect(verifyAt(-301)).toMatch(/301 seconds ahead/);
});

test.each(["webhook-id", "webhook-timestamp", "webhook-signature"] as const)(
  "without %s, a message is rejected",
  (name) => {
    const { [name]: _left, ...headers } = signStandard(now);
    expect(verify(standard, headers, { keys: [standardKey] })).toBe(`The header ${name} is missing.`);
  },
);

test("a timestamp that is no number is rejected", () => {
  const headers = { ...signStandard(now), "webhook-timestamp": now.toISOString() };
  expect(verify(standard, headers, { keys: [standardKey] })).toMatch(/not a time in seconds/);
});

test("no reason contains a key or a signature", () => {
  const hex = digest("hex", "another key");
  const reasons = [
    verify(base64, { "X-PL-Signature": hex }),
    verify(base64, { "X-PL-Signature": "some text" }),
    verify({ kind: "header", header: "X-Key" }, { "X-Key": "some text" }),
    verify(standard, { ...signStandard(now), "webhook-signature": "v1,some text" }, { keys: [standardKey] }),
  ].join(" ");
  for (const secret of [hex, key, standardKey.slice(6), "some text", digest("base64"), digest("hex")])
    expect(reasons).not.toContain(secret);
});

test("a prepared verification checks many messages", () => {
  const check = prepareVerification({ verification: base64, networks: [], keys: [key] });
  const message = (signature: string) => ({
    headers: new Map([["x-pl-signature", signature]]),
    body,
    address: null,
  });
  expect(check(message(digest("base64")), now)).toBeNull();
  expect(check(message(digest("base64", "another key")), now)).not.toBeNull();
  expect(check(message(digest("base64")), now)).toBeNull();
});

test("ed25519 signatures are verified with the public key that starts with whpk_", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  const keys = [`whpk_${Buffer.from(x, "base64url").toString("base64")}`];
  const headers = signStandard(now);
  const content = Buffer.from(`msg_1.${headers["webhook-timestamp"]}.${body.toString()}`);
  const signature = `v1a,${sign(null, content, privateKey).toString("base64")}`;
  expect(verify(standard, { ...headers, "webhook-signature": `v1,abc ${signature}` }, { keys })).toBeNull();
  expect(verify(standard, headers, { keys })).toMatch(/does not match/);
  const other = `v1a,${sign(null, Buffer.from("other"), privateKey).toString("base64")}`;
  expect(verify(standard, { ...headers, "webhook-signature": other }, { keys })).toMatch(/does not match/);
});

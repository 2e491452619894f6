import { expect, test } from "vitest";
import { allDialects } from "../../dialects";
import { getSignatureFormat } from "../../dialects/signature-format";
import { parsePastedHeaders } from "./pasted-request";
import { type KnownKey, verifySignature } from "./verify-signature";

const now = new Date("2026-11-21T09:00:00Z");
const text = '{"amount":120.5}';

/** Signs with a dialect and verifies with its signature format, so that a test fails if the dialect signs differently. */
function makeSigningSetup(id: string, options: Record<string, unknown> = {}, encoding?: "hex") {
  const dialect = allDialects.find((one) => one.id === id);
  if (!dialect) throw new Error(id);
  const parsedOptions = dialect.options.parse(options);
  const { signatureHeader, signatureEncoding } = dialect.defaults;
  const settings = {
    signatureHeader,
    signatureEncoding: encoding ?? signatureEncoding,
    options: parsedOptions,
  };
  const format = getSignatureFormat({ dialect: id, ...settings });
  const [current, previous] = [dialect.newKey(parsedOptions), dialect.newKey(parsedOptions)];
  const keys: KnownKey[] = [
    { key: current, state: "current" },
    { key: previous, state: "previous" },
  ];
  const sign = (signingKeys: [string, ...string[]], body = text, sentAt = now) => {
    const signingInput = {
      traceId: "t-1",
      eventType: "PaymentPosted",
      entityType: "Loan",
      sentAt,
      ...settings,
    };
    const headers = dialect.headers({ ...signingInput, keys: signingKeys, body: Buffer.from(body) });
    return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  };
  const verify = (headers: ReadonlyMap<string, string>, body = text, known = keys) => {
    if (!format) throw new Error(`${id} does not sign`);
    const { valid, findings } = verifySignature(format, known, { headers, body }, now);
    return { valid, codes: findings.map(({ code }) => code), messages: findings.map((one) => one.message) };
  };
  return { format, current, previous, keys, sign, verify };
}

const signingDialects = allDialects.map(({ id }) => id).filter((id) => makeSigningSetup(id).format !== null);

test.each(signingDialects)(
  "%s: a signature with either key is valid; one for another body or with another key is not",
  (id) => {
    const { current, previous, sign, verify } = makeSigningSetup(id);
    expect(verify(sign([current]))).toMatchObject({ valid: true, codes: [] });
    expect(verify(sign([current, previous]))).toMatchObject({ valid: true, codes: [] });
    expect(verify(sign([previous]))).toMatchObject({ valid: true, codes: ["previous_key"] });
    expect(verify(sign([current]), '{"amount":120.6}')).toMatchObject({ valid: false, codes: ["no_match"] });
    expect(verify(sign([makeSigningSetup(id).current]))).toMatchObject({ valid: false, codes: ["no_match"] });
    expect(verify(new Map())).toMatchObject({ valid: false, codes: ["header_missing"] });
  },
);

test.each(signingDialects)(
  "%s: a body that was changed in transit is distinguished from a forged one",
  (id) => {
    const { current, sign, verify } = makeSigningSetup(id);
    const differs = { valid: false, codes: ["body_differs"] };
    expect(verify(sign([current]), `${text}\n`)).toMatchObject(differs);
    expect(verify(sign([current], `${text}\n`), text)).toMatchObject(differs);
    expect(verify(sign([current], "a\r\nb"), "a\nb")).toMatchObject(differs);
    const formatted = verify(sign([current]), JSON.stringify(JSON.parse(text), null, 2));
    expect(formatted).toMatchObject(differs);
    expect(formatted.messages[0]).toContain("reformatted");
  },
);

test("a reformatted body is recognized, even with trailing zeros or escaped non-ASCII characters", () => {
  const { current, sign, verify } = makeSigningSetup("precisionlender");
  const amount = verify(sign([current], '{"amount":120.50}'), '{\n  "amount": 120.50\n}');
  expect(amount).toMatchObject({ codes: ["body_differs"] });
  expect(amount.messages[0]).toContain("reformatted");
  const name = verify(sign([current], '{"name":"Zo\\u00eb"}'), '{"name": "Zoë"}');
  expect(name).toMatchObject({ codes: ["body_differs"] });
  expect(name.messages[0]).toContain("JSON escapes");
});

test.each(signingDialects)("%s: the result contains neither a key nor the correct signature", (id) => {
  const { current, previous, keys, sign, verify } = makeSigningSetup(id);
  const secrets = [...sign([current]).values(), current, previous].filter((value) => value.length > 20);
  const rejectedVerdicts = [
    verify(new Map()),
    verify(sign(["whsec_AAAA"])),
    verify(sign([current]), "x"),
    verify(sign([current]), `${text} `),
  ];
  for (const value of secrets)
    expect(JSON.stringify([...rejectedVerdicts, keys.length])).not.toContain(value);
});

test("a signature in hex instead of base64, or the reverse, is reported", () => {
  const { current, keys, verify } = makeSigningSetup("precisionlender");
  const hex = makeSigningSetup("precisionlender", {}, "hex");
  expect(verify(hex.sign([current]))).toMatchObject({ valid: false, codes: ["encoding_differs"] });
  const other = hex.verify(makeSigningSetup("precisionlender").sign([current]), text, keys);
  expect(other).toMatchObject({ valid: false, codes: ["encoding_differs"] });
  expect(other.messages[0]).toContain("encoded as base64; this webhook uses hex");
});

test("an unexpected prefix and a value that is not a signature are reported", () => {
  const { current, sign, verify } = makeSigningSetup("precisionlender");
  const value = sign([current]).get("x-pl-signature");
  expect(verify(new Map([["x-pl-signature", `sha256=${value}`]]))).toMatchObject({
    codes: ["prefix_differs"],
  });
  expect(verify(new Map([["x-pl-signature", "short"]]))).toMatchObject({ codes: ["not_a_signature"] });
});

test("a previous key that is no longer valid is reported", () => {
  const { previous, keys, sign, verify } = makeSigningSetup("precisionlender");
  const ended = keys.map((one) => (one.state === "previous" ? { ...one, state: "ended" as const } : one));
  expect(verify(sign([previous]), text, ended)).toMatchObject({ valid: false, codes: ["key_ended"] });
});

test("Standard Webhooks: missing headers and an old timestamp are reported; ed25519 signatures are verified", () => {
  const { current, sign, verify } = makeSigningSetup("standard-webhooks");
  const oneHourAgo = new Date(now.getTime() - 3_600_000);
  const oldVerdict = verify(sign([current], text, oneHourAgo));
  expect(oldVerdict).toMatchObject({ valid: true, codes: ["timestamp_away"] });
  expect(oldVerdict.messages[0]).toContain("60 minutes old");
  const headers = sign([current]);
  expect(verify(new Map([...headers, ["webhook-id", "other"]]))).toMatchObject({ codes: ["no_match"] });
  expect(verify(new Map([...headers, ["webhook-signature", "x"]]))).toMatchObject({
    codes: ["not_a_signature"],
  });
  headers.delete("webhook-timestamp");
  expect(verify(headers).messages[0]).toContain("Missing headers: webhook-timestamp.");
  const asymmetric = makeSigningSetup("standard-webhooks", { signature: "ed25519" });
  expect(asymmetric.verify(asymmetric.sign([asymmetric.current]))).toMatchObject({ valid: true });
});

test.each([
  ["X-PL-Signature: abc=\r\nContent-Type: application/json", "abc="],
  ["POST /hook HTTP/1.1\nx-pl-signature:abc=", "abc="],
  ["curl \\\n  -H 'X-PL-Signature: abc=' \\\n --header \"A: b\"", "abc="],
  ['{"X-PL-Signature": "abc=", "a": ["b"]}', "abc="],
  ['"x-pl-signature": "abc="', '"abc="'],
])("pasted headers are parsed: %j", (pasted, value) => {
  expect(parsePastedHeaders(pasted).get("x-pl-signature")).toBe(value);
});

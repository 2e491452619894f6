import { expect, test } from "vitest";
import { allDialects } from "../../dialects";
import { signatureFormat } from "../../dialects/signature-format";
import { readPastedHeaders } from "./pasted-headers";
import { type KnownKey, verifySignature } from "./verify-signature";

const now = new Date("2026-11-21T09:00:00Z");
const text = '{"amount":120.5}';

/** What a dialect sends, read by what the checker knows of it: so no dialect can sign in a way that its format does not say. */
function sent(id: string, options: Record<string, unknown> = {}, encoding?: "hex") {
  const dialect = allDialects.find((one) => one.id === id);
  if (!dialect) throw new Error(id);
  const parsed = dialect.options.parse(options);
  const { signatureHeader, signatureEncoding } = dialect.defaults;
  const settings = { signatureHeader, signatureEncoding: encoding ?? signatureEncoding, options: parsed };
  const format = signatureFormat({ dialect: id, ...settings });
  const [current, previous] = [dialect.newKey(parsed), dialect.newKey(parsed)];
  const keys: KnownKey[] = [
    { key: current, state: "current" },
    { key: previous, state: "previous" },
  ];
  const sign = (signing: [string, ...string[]], body = text, sentAt = now) => {
    const attempted = { traceId: "t-1", eventType: "PaymentPosted", entityType: "Loan", sentAt, ...settings };
    const headers = dialect.headers({ ...attempted, keys: signing, body: Buffer.from(body) });
    return new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  };
  const judge = (headers: ReadonlyMap<string, string>, body = text, known = keys) => {
    if (!format) throw new Error(`${id} signs nothing`);
    const { valid, findings } = verifySignature(format, known, { headers, body }, now);
    return { valid, codes: findings.map(({ code }) => code), messages: findings.map((one) => one.message) };
  };
  return { format, current, previous, keys, sign, judge };
}

const signing = allDialects.map(({ id }) => id).filter((id) => sent(id).format !== null);

test.each(signing)("%s: what it signs is valid, with either key; another body or key is not", (id) => {
  const { current, previous, sign, judge } = sent(id);
  expect(judge(sign([current]))).toMatchObject({ valid: true, codes: [] });
  expect(judge(sign([current, previous]))).toMatchObject({ valid: true, codes: [] });
  expect(judge(sign([previous]))).toMatchObject({ valid: true, codes: ["previous_key"] });
  expect(judge(sign([current]), '{"amount":120.6}')).toMatchObject({ valid: false, codes: ["no_match"] });
  expect(judge(sign([sent(id).current]))).toMatchObject({ valid: false, codes: ["no_match"] });
  expect(judge(new Map())).toMatchObject({ valid: false, codes: ["header_missing"] });
});

test.each(signing)("%s: a body that was changed on the way is told from one that is forged", (id) => {
  const { current, sign, judge } = sent(id);
  const differs = { valid: false, codes: ["body_differs"] };
  expect(judge(sign([current]), `${text}\n`)).toMatchObject(differs);
  expect(judge(sign([current], `${text}\n`), text)).toMatchObject(differs);
  expect(judge(sign([current], "a\r\nb"), "a\nb")).toMatchObject(differs);
  const formatted = judge(sign([current]), JSON.stringify(JSON.parse(text), null, 2));
  expect(formatted).toMatchObject(differs);
  expect(formatted.messages[0]).toContain("formatted anew");
});

test("what was formatted anew is known by its digits, and by its characters beyond ASCII", () => {
  const { current, sign, judge } = sent("precisionlender");
  const amount = judge(sign([current], '{"amount":120.50}'), '{\n  "amount": 120.50\n}');
  expect(amount).toMatchObject({ codes: ["body_differs"] });
  expect(amount.messages[0]).toContain("formatted anew");
  const name = judge(sign([current], '{"name":"Zo\\u00eb"}'), '{"name": "Zoë"}');
  expect(name).toMatchObject({ codes: ["body_differs"] });
  expect(name.messages[0]).toContain("JSON escapes");
});

test.each(signing)("%s: no word of the answer holds a key or the right signature", (id) => {
  const { current, previous, keys, sign, judge } = sent(id);
  const right = [...sign([current]).values(), current, previous].filter((value) => value.length > 20);
  const wrong = [
    judge(new Map()),
    judge(sign(["whsec_AAAA"])),
    judge(sign([current]), "x"),
    judge(sign([current]), `${text} `),
  ];
  for (const value of right) expect(JSON.stringify([...wrong, keys.length])).not.toContain(value);
});

test("hex for base64, and the other way round, is said", () => {
  const { current, keys, judge } = sent("precisionlender");
  const hex = sent("precisionlender", {}, "hex");
  expect(judge(hex.sign([current]))).toMatchObject({ valid: false, codes: ["encoding_differs"] });
  const other = hex.judge(sent("precisionlender").sign([current]), text, keys);
  expect(other).toMatchObject({ valid: false, codes: ["encoding_differs"] });
  expect(other.messages[0]).toContain("written in base64; this webhook writes hex");
});

test("a prefix too many, and what is no signature at all", () => {
  const { current, sign, judge } = sent("precisionlender");
  const value = sign([current]).get("x-pl-signature");
  expect(judge(new Map([["x-pl-signature", `sha256=${value}`]]))).toMatchObject({
    codes: ["prefix_differs"],
  });
  expect(judge(new Map([["x-pl-signature", "short"]]))).toMatchObject({ codes: ["not_a_signature"] });
});

test("a key whose overlap has ended", () => {
  const { previous, keys, sign, judge } = sent("precisionlender");
  const ended = keys.map((one) => (one.state === "previous" ? { ...one, state: "ended" as const } : one));
  expect(judge(sign([previous]), text, ended)).toMatchObject({ valid: false, codes: ["key_ended"] });
});

test("Standard Webhooks: each header, the timestamp's age, ed25519", () => {
  const { current, sign, judge } = sent("standard-webhooks");
  const late = new Date(now.getTime() - 3_600_000);
  const old = judge(sign([current], text, late));
  expect(old).toMatchObject({ valid: true, codes: ["timestamp_away"] });
  expect(old.messages[0]).toContain("60 minutes old");
  const headers = sign([current]);
  expect(judge(new Map([...headers, ["webhook-id", "other"]]))).toMatchObject({ codes: ["no_match"] });
  expect(judge(new Map([...headers, ["webhook-signature", "x"]]))).toMatchObject({
    codes: ["not_a_signature"],
  });
  headers.delete("webhook-timestamp");
  expect(judge(headers).messages[0]).toContain("Missing: webhook-timestamp.");
  const asymmetric = sent("standard-webhooks", { signature: "ed25519" });
  expect(asymmetric.judge(asymmetric.sign([asymmetric.current]))).toMatchObject({ valid: true });
});

test.each([
  ["X-PL-Signature: abc=\r\nContent-Type: application/json", "abc="],
  ["POST /hook HTTP/1.1\nx-pl-signature:abc=", "abc="],
  ["curl \\\n  -H 'X-PL-Signature: abc=' \\\n --header \"A: b\"", "abc="],
  ['{"X-PL-Signature": "abc=", "a": ["b"]}', "abc="],
  ['"x-pl-signature": "abc="', '"abc="'],
])("headers are read as they are pasted: %j", (pasted, value) => {
  expect(readPastedHeaders(pasted).get("x-pl-signature")).toBe(value);
});

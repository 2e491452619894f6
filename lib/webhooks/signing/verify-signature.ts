import { createHmac, timingSafeEqual } from "node:crypto";
import type { SignatureFormat } from "../../dialects/dialect";
import { previousHeaders } from "../../dialects/previous-headers";
import { standardSignature } from "../../dialects/standard-webhooks/keys";
import { type PastedBody, pastedBodies } from "./pasted-body";
import type { SignatureFinding, SignatureVerdict } from "./schema";

/** A key of the webhook: the one that counts, one before it, or such a one after its overlap ended. */
export interface KnownKey {
  key: string;
  state: "current" | "previous" | "ended";
}

export interface PastedRequest {
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  body: string;
}

interface Match {
  body: PastedBody;
  state: KnownKey["state"];
}

const encodings = {
  base64: /^[A-Za-z0-9+/]{43}=$/,
  hex: /^[0-9a-fA-F]{64}$/,
  "dashed-hex": /^[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){31}$/,
} as const;
type Encoding = keyof typeof encodings;
const encodingNames = { base64: "base64", hex: "hex", "dashed-hex": "hex in pairs with hyphens" };
const toleranceSeconds = 300;

/** Whether a request that somebody pasted is genuine, and if not, what is wrong with it. Says nothing of the key. */
export function verifySignature(
  format: SignatureFormat,
  keys: readonly KnownKey[],
  request: PastedRequest,
  now: Date,
): SignatureVerdict {
  return format.kind === "body"
    ? judgeBody(format, keys, request)
    : judgeStandard(keys, request, Math.floor(now.getTime() / 1_000));
}

function judgeBody(
  format: Extract<SignatureFormat, { kind: "body" }>,
  keys: readonly KnownKey[],
  { headers, body }: PastedRequest,
): SignatureVerdict {
  const names = [
    format.header,
    ...(format.previousHeader === null ? [] : previousHeaders(format.previousHeader)),
  ];
  const given = names.flatMap((name) => headers.get(name.toLowerCase()) ?? []);
  if (given.length === 0) {
    return rejected("header_missing", `There is no header ${names[0]}, which carries the signature.`);
  }
  const findings: SignatureFinding[] = [];
  for (const value of given) {
    const bare = value.startsWith(format.prefix) ? value.slice(format.prefix.length) : value;
    const signature = bare.replace(/^sha256=/, "");
    const encoding = encodingOf(signature);
    if (!encoding) continue;
    const match = matching(keys, body, (key, bytes) => {
      const digest = createHmac("sha256", key).update(bytes).digest();
      return timingSafeEqual(digest, decoded(signature, encoding));
    });
    if (!match) continue;
    if (encoding !== format.encoding) {
      const message = `The signature is right but written in ${encodingNames[encoding]}; this webhook writes ${encodingNames[format.encoding]}.`;
      findings.push({ code: "encoding_differs", message });
    }
    if (bare !== signature || !value.startsWith(format.prefix)) {
      const message = format.prefix
        ? `The signature is right but "${format.prefix}" is missing before it.`
        : 'The signature is right but "sha256=" stands before it, which this webhook does not write.';
      findings.push({ code: "prefix_differs", message });
    }
    return verdict(match, findings);
  }
  const malformed = given.every((value) => !encodingOf(value.slice(format.prefix.length)));
  return malformed
    ? rejected(
        "not_a_signature",
        `${names[0]} holds no HMAC-SHA256 in ${encodingNames[format.encoding]}: that has ${format.prefix.length + lengths[format.encoding]} characters, here are ${given[0]?.length}.`,
      )
    : noMatch();
}

const lengths = { base64: 44, hex: 64, "dashed-hex": 95 };

function encodingOf(signature: string): Encoding | undefined {
  return (Object.keys(encodings) as Encoding[]).find((name) => encodings[name].test(signature));
}

function decoded(signature: string, encoding: Encoding): Buffer {
  return encoding === "base64"
    ? Buffer.from(signature, "base64")
    : Buffer.from(signature.replaceAll("-", ""), "hex");
}

function judgeStandard(
  keys: readonly KnownKey[],
  { headers, body }: PastedRequest,
  nowSeconds: number,
): SignatureVerdict {
  const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
  const missing = names.filter((name) => !headers.get(name));
  if (missing.length > 0) {
    const message = `Missing: ${missing.join(", ")}. All of ${names.join(", ")} are needed.`;
    return rejected("header_missing", message);
  }
  const [id, sentAt, signatures] = names.map((name) => headers.get(name) ?? "") as [string, string, string];
  const all = signatures.split(/\s+/);
  if (!all.some((one) => /^v1a?,/.test(one))) {
    const message = 'webhook-signature holds no entry that begins with "v1," or "v1a,".';
    return rejected("not_a_signature", message);
  }
  const match = matching(keys, body, (key, bytes) => {
    const content = Buffer.concat([Buffer.from(`${id}.${sentAt}.`), bytes]);
    const expected = Buffer.from(standardSignature(key, content));
    return all.some((one) => same(Buffer.from(one), expected));
  });
  if (!match) return noMatch(" The id and the timestamp are signed as well: paste them as they came.");
  const age = nowSeconds - Number(sentAt);
  if (Math.abs(age) <= toleranceSeconds) return verdict(match, []);
  const minutes = Math.round(Math.abs(age) / 60);
  const message = `The signature is right, but its timestamp is ${minutes} minutes ${age > 0 ? "old" : "ahead"}: receivers take ${toleranceSeconds / 60} at most. For a request that you kept this is as it should be; for a fresh one, look at the receiver's clock.`;
  return verdict(match, [{ code: "timestamp_away", message }]);
}

function same(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** The first way to read the pasted body, and the first key, with which the signature is right. */
function matching(
  keys: readonly KnownKey[],
  body: string,
  fits: (key: string, bytes: Buffer) => boolean,
): Match | undefined {
  for (const candidate of pastedBodies(body)) {
    for (const { key, state } of keys) if (fits(key, candidate.bytes)) return { body: candidate, state };
  }
  return undefined;
}

function verdict({ body, state }: Match, before: SignatureFinding[]): SignatureVerdict {
  const findings = [...before];
  if (body.differs) findings.push({ code: "body_differs", message: body.differs });
  if (state === "ended") {
    const message = "It was signed with a key before the current one, whose overlap has ended.";
    findings.push({ code: "key_ended", message });
  }
  // A kept request is genuine all the same; the rest a receiver would rightly reject.
  const valid = findings.every(({ code }) => code === "timestamp_away");
  if (state === "previous") {
    const message =
      "It was signed with a key before the current one, which still counts while its overlap runs.";
    findings.push({ code: "previous_key", message });
  }
  return { valid, findings };
}

function rejected(code: SignatureFinding["code"], message: string): SignatureVerdict {
  return { valid: false, findings: [{ code, message }] };
}

function noMatch(more = ""): SignatureVerdict {
  const message = `The signature fits neither this body nor one that differs in white space only, with no key of this webhook. Take the raw bytes before any parser, and look whether the request is of this webhook.${more}`;
  return rejected("no_match", message);
}

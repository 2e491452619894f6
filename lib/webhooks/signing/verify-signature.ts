import { createHmac, timingSafeEqual } from "node:crypto";
import type { SignatureFormat } from "../../dialects/dialect";
import { listPreviousKeyHeaderNames } from "../../dialects/previous-key-headers";
import { computeStandardSignature, includesSignature } from "../../dialects/standard-webhooks/signature";
import { type BodyVariant, listBodyVariants } from "./pasted-request";
import type { SignatureFinding, SignatureVerdict } from "./schema";
import { decodeSignature, detectEncoding, lengthByEncoding, nameByEncoding } from "./signature-encoding";

/** A key of the webhook: the current one, a previous one that is still valid, or one that is no longer valid. */
export interface KnownKey {
  key: string;
  state: "current" | "previous" | "ended";
}

export interface PastedRequest {
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  body: string;
}

interface KeyMatch {
  body: BodyVariant;
  state: KnownKey["state"];
}

const toleranceSeconds = 300;

/** Checks whether a pasted request is signed with one of the keys, and if not, says why. The result never contains a key. */
export function verifySignature(
  format: SignatureFormat,
  keys: readonly KnownKey[],
  request: PastedRequest,
  now: Date,
): SignatureVerdict {
  return format.kind === "body"
    ? verifyBodySignature(format, keys, request)
    : verifyStandardWebhook(keys, request, Math.floor(now.getTime() / 1_000));
}

function verifyBodySignature(
  format: Extract<SignatureFormat, { kind: "body" }>,
  keys: readonly KnownKey[],
  { headers, body }: PastedRequest,
): SignatureVerdict {
  const names = [
    format.header,
    ...(format.previousHeader === null ? [] : listPreviousKeyHeaderNames(format.previousHeader)),
  ];
  const givenSignatures = names.flatMap((name) => headers.get(name.toLowerCase()) ?? []);
  if (givenSignatures.length === 0) {
    return rejectedVerdict(
      "header_missing",
      `The header ${names[0]}, which carries the signature, is missing.`,
    );
  }
  const findings: SignatureFinding[] = [];
  for (const signatureValue of givenSignatures) {
    const bare = signatureValue.startsWith(format.prefix)
      ? signatureValue.slice(format.prefix.length)
      : signatureValue;
    const signature = bare.replace(/^sha256=/, "");
    const encoding = detectEncoding(signature);
    if (!encoding) continue;
    const match = findMatch(keys, body, (key, bytes) => {
      const digest = createHmac("sha256", key).update(bytes).digest();
      return timingSafeEqual(digest, decodeSignature(signature, encoding));
    });
    if (!match) continue;
    if (encoding !== format.encoding) {
      const message = `The signature is correct but encoded as ${nameByEncoding[encoding]}; this webhook uses ${nameByEncoding[format.encoding]}.`;
      findings.push({ code: "encoding_differs", message });
    }
    if (bare !== signature || !signatureValue.startsWith(format.prefix)) {
      const message = format.prefix
        ? `The signature is correct but the prefix "${format.prefix}" is missing.`
        : 'The signature is correct but has the prefix "sha256=", which this webhook does not use.';
      findings.push({ code: "prefix_differs", message });
    }
    return toVerdict(match, findings);
  }
  const malformed = givenSignatures.every((value) => !detectEncoding(value.slice(format.prefix.length)));
  return malformed
    ? rejectedVerdict(
        "not_a_signature",
        `${names[0]} is not an HMAC-SHA256 in ${nameByEncoding[format.encoding]}, which has ${format.prefix.length + lengthByEncoding[format.encoding]} characters. The value has ${givenSignatures[0]?.length}; its length or one of its characters is wrong.`,
      )
    : noMatchVerdict();
}

function verifyStandardWebhook(
  keys: readonly KnownKey[],
  { headers, body }: PastedRequest,
  nowSeconds: number,
): SignatureVerdict {
  const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
  const missingNames = names.filter((name) => !headers.get(name));
  if (missingNames.length > 0) {
    const message = `Missing headers: ${missingNames.join(", ")}. Required headers: ${names.join(", ")}.`;
    return rejectedVerdict("header_missing", message);
  }
  const [id, sentAt, signatures] = names.map((name) => headers.get(name) ?? "") as [string, string, string];
  const entries = signatures.split(/\s+/);
  if (!entries.some((one) => /^v1a?,/.test(one))) {
    const message = 'webhook-signature has no entry that starts with "v1," or "v1a,".';
    return rejectedVerdict("not_a_signature", message);
  }
  const match = findMatch(keys, body, (key, bytes) => {
    const content = Buffer.concat([Buffer.from(`${id}.${sentAt}.`), bytes]);
    return includesSignature(entries, computeStandardSignature(key, content));
  });
  if (!match)
    return noMatchVerdict(" webhook-id and webhook-timestamp are also signed: paste them unchanged.");
  const age = nowSeconds - Number(sentAt);
  if (Math.abs(age) <= toleranceSeconds) return toVerdict(match, []);
  const minutes = Math.round(Math.abs(age) / 60);
  const message = `The signature is correct, but its timestamp is ${minutes} minutes ${age > 0 ? "old" : "ahead"}: receivers accept a difference of at most ${toleranceSeconds / 60} minutes. An old timestamp is expected for a stored request; for a new request, check the receiver's clock.`;
  return toVerdict(match, [{ code: "timestamp_away", message }]);
}

/** Finds the first variant of the body and the first key for which the signature is correct. */
function findMatch(
  keys: readonly KnownKey[],
  body: string,
  matches: (key: string, bytes: Buffer) => boolean,
): KeyMatch | undefined {
  for (const candidate of listBodyVariants(body)) {
    for (const { key, state } of keys) if (matches(key, candidate.bytes)) return { body: candidate, state };
  }
  return undefined;
}

function toVerdict({ body, state }: KeyMatch, earlierFindings: SignatureFinding[]): SignatureVerdict {
  const findings = [...earlierFindings];
  if (body.difference) findings.push({ code: "body_differs", message: body.difference });
  if (state === "ended") {
    const message = "The request was signed with a previous key that is no longer valid.";
    findings.push({ code: "key_ended", message });
  }
  // A stored request is valid despite its age; a receiver has to reject it for any other finding.
  const valid = findings.every(({ code }) => code === "timestamp_away");
  if (state === "previous") {
    const message = "The request was signed with a previous key that is still valid.";
    findings.push({ code: "previous_key", message });
  }
  return { valid, findings };
}

function rejectedVerdict(code: SignatureFinding["code"], message: string): SignatureVerdict {
  return { valid: false, findings: [{ code, message }] };
}

function noMatchVerdict(hint = ""): SignatureVerdict {
  const message = `None of this webhook's keys produces this signature, neither for this body nor for variants of it with other line breaks, without spaces or with JSON escapes. Use the raw body from before parsing, and check that this webhook sent the request.${hint}`;
  return rejectedVerdict("no_match", message);
}

import { createHash, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { prepareStandardVerifier } from "../../dialects/standard-webhooks/verification-key";
import { isInNetworks, parseNetworks } from "../../http/networks";
import {
  decodeSignature,
  detectEncoding,
  lengthByEncoding,
  nameByEncoding,
} from "../../webhooks/signing/signature-encoding";
import type { Verification } from "../schema";
import { findStandardPrefix } from "./standard-headers";

export interface VerificationSettings {
  verification: Verification;
  /** In CIDR notation. Empty: any address. */
  networks: readonly string[];
  /** The current key, then the previous one while it is valid; empty if nothing is verified with a key. */
  keys: readonly string[];
}

export interface SignedMessage {
  /** Headers by name in lower case. */
  headers: { get(name: string): string | null | undefined };
  body: Uint8Array;
  /** The IP address of the sender; null if it is unknown. */
  address: string | null;
}

/** Returns why a message did not verify, as a sentence for the list of such messages; null if it verified. */
export type MessageVerifier = (message: SignedMessage, now: Date) => string | null;

/** How far the timestamp of a Standard Webhooks message may be from the clock, so that old messages cannot be sent again. */
const toleranceSeconds = 300;

/** Prepares the check of many messages with the same settings. Its texts contain neither keys nor signatures. */
export function prepareVerification({ verification, networks, keys }: VerificationSettings): MessageVerifier {
  const allowedNetworks = networks.length === 0 ? null : parseNetworks(networks.join(" "));
  const verify = prepareKeyCheck(verification, keys);
  return (message, now) => {
    if (allowedNetworks !== null) {
      const { address } = message;
      if (address === null)
        return "The address of the sender is unknown, but the source has a list of networks.";
      if (!isInNetworks(address, allowedNetworks))
        return `The address ${address} is in none of the source's networks.`;
    }
    return verify(message, now);
  };
}

function prepareKeyCheck(verification: Verification, keys: readonly string[]): MessageVerifier {
  if (verification.kind === "none") return () => null;
  if (keys.length === 0) return () => "The source has no key, so nothing can be verified. Set the key.";
  if (verification.kind === "hmac") return prepareHmacCheck(verification, keys);
  if (verification.kind === "header") return prepareHeaderCheck(verification.header, keys);
  return prepareStandardCheck(keys);
}

const missing = (header: string) => `The header ${header} is missing.`;

function prepareHmacCheck(
  { header, encoding, prefix }: Extract<Verification, { kind: "hmac" }>,
  keys: readonly string[],
): MessageVerifier {
  const secrets = keys.map((key) => createSecretKey(Buffer.from(key)));
  const name = header.toLowerCase();
  return ({ headers, body }) => {
    const value = headers.get(name);
    if (!value) return missing(header);
    const hasPrefix = value.startsWith(prefix);
    const signature = (hasPrefix ? value.slice(prefix.length) : value).replace(/^sha256=/, "");
    const givenEncoding = detectEncoding(signature);
    if (!givenEncoding) {
      return `The header ${header} is not an HMAC-SHA256 in ${nameByEncoding[encoding]}, which has ${prefix.length + lengthByEncoding[encoding]} characters.`;
    }
    const given = decodeSignature(signature, givenEncoding);
    const matches = secrets.some((secret) =>
      timingSafeEqual(createHmac("sha256", secret).update(body).digest(), given),
    );
    if (!matches) return `The signature in the header ${header} does not match the key.`;
    // The key is right, so the settings are wrong: the text says which one.
    if (givenEncoding !== encoding) {
      return `The signature in the header ${header} is correct but encoded as ${nameByEncoding[givenEncoding]}; the source expects ${nameByEncoding[encoding]}. Change the encoding of the source.`;
    }
    if (value !== prefix + signature) {
      return prefix === ""
        ? `The signature in the header ${header} is correct but has a prefix, "sha256=". Add it to the source's settings.`
        : `The signature in the header ${header} is correct but does not have the prefix "${prefix}". Change the prefix of the source.`;
    }
    return null;
  };
}

/** The signed text is "id.timestamp.body", without quotes, so an ID with a dot could be read as another ID and time. */
const standardIdPattern = /^[\w-]{1,200}$/;

/** Whether a body can only be read as JSON (mapping/read-body.ts), whatever its Content-Type says. */
function beginsLikeObject(body: Uint8Array): boolean {
  return /^[\t\n\r ]*\{/.test(Buffer.from(body.subarray(0, 1_000)).toString("latin1"));
}

const hash = (text: string) => createHash("sha256").update(text).digest();

function prepareHeaderCheck(header: string, keys: readonly string[]): MessageVerifier {
  // Hashes have one length, so the time of the comparison does not reveal the length of the key.
  const hashes = keys.map(hash);
  const name = header.toLowerCase();
  return ({ headers }) => {
    const value = headers.get(name);
    if (!value) return missing(header);
    const given = hash(value.trim());
    return hashes.some((expected) => timingSafeEqual(given, expected))
      ? null
      : `The header ${header} does not match the key.`;
  };
}

function prepareStandardCheck(keys: readonly string[]): MessageVerifier {
  const verifiers = keys.map(prepareStandardVerifier);
  return ({ headers, body }, now) => {
    const prefix = findStandardPrefix(headers);
    const [id, timestamp, signatures] = ["id", "timestamp", "signature"].map((name) =>
      headers.get(`${prefix}-${name}`),
    );
    if (!id) return missing(`${prefix}-id`);
    if (!timestamp) return missing(`${prefix}-timestamp`);
    if (!signatures) return missing(`${prefix}-signature`);
    if (!standardIdPattern.test(id))
      return `The header ${prefix}-id can have only letters, digits, "_" and "-", and at most 200 of them: the signature joins it with the time and the body by dots.`;
    if (!/^\d{1,12}$/.test(timestamp))
      return `The header ${prefix}-timestamp is not a time in seconds since 1970.`;
    const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
    const entries = signatures.split(/,?\s+/);
    if (!verifiers.some((verify) => verify(content, entries)))
      return `The signature in the header ${prefix}-signature does not match the key.`;
    // Content-Type is not signed, so it must not decide how the body is read.
    if (!beginsLikeObject(body))
      return "The body is not a JSON object. A source that verifies with Standard Webhooks takes only JSON.";
    const age = now.getTime() / 1_000 - Number(timestamp);
    if (Math.abs(age) <= toleranceSeconds) return null;
    const seconds = Math.round(Math.abs(age)).toLocaleString("en");
    return `The time in ${prefix}-timestamp is ${seconds} seconds ${age > 0 ? "old" : "ahead"}; at most ${toleranceSeconds} are accepted, so that nobody can send an old message again.`;
  };
}

import { z } from "zod";
import { pauseAfterFirstFailure } from "../../failure-policy/schema";
import { writeJson } from "../../json/write-json";
import type { Dialect } from "../dialect";
import { buildJsonBody, charsetSchema } from "../json-body";
import {
  computeStandardSignature,
  deriveStandardPublicKey,
  findStandardKeyError,
  generateStandardKey,
} from "./signature";

const optionsSchema = z.strictObject({
  signature: z
    .enum(["hmac", "ed25519"])
    .default("hmac")
    .describe(
      "How the next generated key will sign: hmac uses a shared key, ed25519 a key pair whose public key is published. The current key does not change until it is rotated.",
    ),
  body: z
    .enum(["full", "thin"])
    .default("full")
    .describe("full: the event's data and its entity; thin: only the entity."),
  charset: charsetSchema,
});
type Options = z.output<typeof optionsSchema>;

/**
 * Standard Webhooks 1.0.0 (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md). The signature covers
 * "id.timestamp.body", where the id is the trace ID: a UUID, so it contains no full stop. While previous keys are valid, the header
 * `webhook-signature` has one signature for each valid key.
 *
 * The body has the form that the specification recommends. `data` includes entityType and entityId, which override fields of the
 * same name: the event's data must not change which loan the receiver sees.
 */
export const standardWebhooks: Dialect<Options> = {
  id: "standard-webhooks",
  title: "Standard Webhooks",
  description:
    "The open standard: type, timestamp and data in the body, with signatures that libraries in many languages verify.",
  ownSignature: false,
  methods: ["POST"],
  options: optionsSchema,
  defaults: {
    successRule: "2xx",
    signatureHeader: "webhook-signature",
    signatureEncoding: "base64",
    failurePolicy: pauseAfterFirstFailure,
  },
  newKey: ({ signature }) => generateStandardKey(signature),
  keyError: (key, { signature }) => findStandardKeyError(key, signature),
  publicKey: deriveStandardPublicKey,
  render({ type, occurredAt, entityType, entityId, data }, _traceId, { body, charset }) {
    const fields = body === "full" ? (data as Record<string, unknown>) : {};
    const payload = { type, timestamp: occurredAt.toISOString(), data: { ...fields, entityType, entityId } };
    return buildJsonBody(writeJson(payload), charset);
  },
  headers({ traceId, sentAt, body, keys }) {
    const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
    const content = Buffer.concat([Buffer.from(`${traceId}.${timestamp}.`), body]);
    return {
      "webhook-id": traceId,
      "webhook-timestamp": timestamp,
      "webhook-signature": keys.map((key) => computeStandardSignature(key, content)).join(" "),
    };
  },
  signatureFormat: ({ options: { signature } }) => ({ kind: "standard", scheme: signature }),
  endsRetries: (responseCode) => responseCode === 410,
};

import { z } from "zod";
import { writeJson } from "../../json/write-json";
import type { Dialect } from "../dialect";
import { charsetSchema, jsonBody } from "../json-body";
import { newStandardKey, publicStandardKey, standardSignature, wrongStandardKey } from "./keys";

const optionsSchema = z.strictObject({
  signature: z
    .enum(["hmac", "ed25519"])
    .default("hmac")
    .describe(
      "How the next key signs: hmac with a key that both sides share, ed25519 with one whose public half is published. A key that is there stays as it is until it is replaced.",
    ),
  body: z
    .enum(["full", "thin"])
    .default("full")
    .describe("full: the event's data and which entity it is about; thin: only which entity."),
  charset: charsetSchema,
});
type Options = z.output<typeof optionsSchema>;

/**
 * Standard Webhooks 1.0.0 (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md). Signed is
 * "id.timestamp.body"; while a rotation overlaps, one header carries a signature by each live key. The id is the
 * trace ID, a UUID, and so has no full stop in it.
 *
 * The body is the recommended one. The entity stands in `data` beside what the event says, and wins over fields of the
 * same name: what tells the receiver which loan it is must not depend on what a lender wrote.
 */
export const standardWebhooks: Dialect<Options> = {
  id: "standard-webhooks",
  title: "Standard Webhooks",
  description: "The open standard: type, timestamp and data, verified by libraries in every language.",
  ownSignature: false,
  methods: ["POST"],
  options: optionsSchema,
  defaults: { successRule: "2xx", signatureHeader: "webhook-signature", signatureEncoding: "base64" },
  newKey: ({ signature }) => newStandardKey(signature),
  keyError: (key, { signature }) => wrongStandardKey(key, signature),
  publicKey: publicStandardKey,
  render({ type, occurredAt, entityType, entityId, data }, _traceId, { body, charset }) {
    const told = body === "full" ? (data as Record<string, unknown>) : {};
    const notice = { type, timestamp: occurredAt.toISOString(), data: { ...told, entityType, entityId } };
    return jsonBody(writeJson(notice), charset);
  },
  headers({ traceId, sentAt, body, keys }) {
    const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
    const content = Buffer.concat([Buffer.from(`${traceId}.${timestamp}.`), body]);
    return {
      "webhook-id": traceId,
      "webhook-timestamp": timestamp,
      "webhook-signature": keys.map((key) => standardSignature(key, content)).join(" "),
    };
  },
  signatureFormat: ({ options: { signature } }) => ({ kind: "standard", scheme: signature }),
  endsRetries: (responseCode) => responseCode === 410,
};

import { dialectOf } from ".";
import type { DialectOptions, Proof, SignatureEncoding } from "./dialect";

/** The settings of a webhook that say how it is verified. */
export interface ProvingWebhook {
  dialect: string;
  options: DialectOptions;
  signatureHeader: string;
  signatureEncoding: SignatureEncoding;
}

/** How a receiver verifies this webhook's deliveries; null when nothing signs them. */
export function proofOf({ dialect: id, ...webhook }: ProvingWebhook): Proof | null {
  const { proof, options } = dialectOf(id);
  if (proof) return proof({ ...webhook, options: options.parse(webhook.options) });
  const { signatureHeader: header, signatureEncoding: encoding } = webhook;
  return { kind: "body", header, previousHeader: `${header}-Previous`, encoding, prefix: "" };
}

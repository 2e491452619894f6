import { getDialect } from ".";
import type { DialectOptions, SignatureEncoding, SignatureFormat } from "./dialect";

/** The settings of a webhook that decide how its deliveries are signed. */
export interface SigningSettings {
  dialect: string;
  options: DialectOptions;
  signatureHeader: string;
  signatureEncoding: SignatureEncoding;
}

/** How a receiver verifies this webhook's deliveries; null if they are not signed. */
export function getSignatureFormat({ dialect: id, ...webhook }: SigningSettings): SignatureFormat | null {
  const { signatureFormat: format, options } = getDialect(id);
  if (format) return format({ ...webhook, options: options.parse(webhook.options) });
  const { signatureHeader: header, signatureEncoding: encoding } = webhook;
  return { kind: "body", header, previousHeader: `${header}-Previous`, encoding, prefix: "" };
}

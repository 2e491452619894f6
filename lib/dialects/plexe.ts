import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import { neverPause } from "../failure-policy/schema";
import { writeJson } from "../json/write-json";
import type { Dialect, SignatureEncoding } from "./dialect";
import { buildPreviousKeyHeaders } from "./sign-body";

/**
 * Plexe does not document its deliveries. Its subscription object is ASP.NET Boilerplate's, so this dialect does what that framework's
 * DefaultWebhookSender does: the same envelope, signature header and signature format, and any 2xx is a success. Header name, encoding
 * (hex: upper case with dashes, as in .NET's BitConverter) and success rule are settings.
 *
 * Two differences: ASP.NET Boilerplate increments `Attempt` in the body; here the body never changes, so `Attempt` stays 1 and
 * X-Hookledger-Attempt has the number. While previous keys are valid, the headers "<name>-previous", "<name>-previous-2" and
 * "<name>-previous-3" have the signatures computed with them.
 */
export const plexe: Dialect = {
  id: "plexe",
  title: "Plexe (ASP.NET Boilerplate)",
  description: "ID, event name and data in an envelope, signed as in ASP.NET Boilerplate.",
  ownSignature: true,
  methods: ["POST"],
  options: z.strictObject({}),
  defaults: {
    successRule: "2xx",
    signatureHeader: "abp-webhook-signature",
    signatureEncoding: "hex",
    failurePolicy: neverPause,
  },
  newKey: () => `whs_${randomBytes(16).toString("hex")}`,
  // Plexe's partners choose their own secret. The secret in Plexe's documentation ("shared-secret") has 13 characters, so a minimum
  // of 16 would reject a documented call. NIST SP 800-63B (2017) requires at least 8 for a secret chosen by a user.
  minKeyLength: 8,
  render: (event) => ({
    body: Buffer.from(
      writeJson({
        Id: event.id,
        WebhookEvent: event.type,
        Attempt: 1,
        Data: event.data,
        CreationTimeUtc: event.occurredAt.toISOString(),
      }),
    ),
    contentType: "application/json; charset=utf-8",
  }),
  signatureFormat: ({ signatureHeader: header, signatureEncoding }) => ({
    kind: "body",
    header,
    previousHeader: `${header}-previous`,
    prefix: "sha256=",
    encoding: signatureEncoding === "hex" ? "dashed-hex" : "base64",
  }),
  headers({ keys, body, signatureHeader, signatureEncoding }) {
    const sign = (key: string) =>
      `sha256=${encodeMac(createHmac("sha256", key).update(body).digest(), signatureEncoding)}`;
    return {
      [signatureHeader]: sign(keys[0]),
      ...buildPreviousKeyHeaders(keys, `${signatureHeader}-previous`, sign),
    };
  },
};

function encodeMac(mac: Buffer, encoding: SignatureEncoding): string {
  if (encoding === "base64") return mac.toString("base64");
  return mac.toString("hex").toUpperCase().match(/../g)?.join("-") ?? "";
}

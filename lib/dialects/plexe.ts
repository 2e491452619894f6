import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import { writeJson } from "../json/write-json";
import type { Dialect, SignatureEncoding } from "./dialect";
import { signPrevious } from "./sign-body";

/**
 * Plexe does not publish its deliveries. Its subscription is that of ASP.NET Boilerplate, so these are what that
 * framework's DefaultWebhookSender sends: the envelope, the signature's header and form, any 2xx as success. Header
 * name, encoding (hex: upper case with dashes, as .NET's BitConverter writes it) and success rule stay settings.
 *
 * Two differences. `Attempt` is counted up inside the body there; here the body is frozen, so it stays 1 and the
 * attempt's number is in X-Hookledger-Attempt. And while a rotation overlaps, "<name>-previous" is made with the old key, "<name>-previous-2" with the one before it.
 */
export const plexe: Dialect = {
  id: "plexe",
  title: "Plexe (ASP.NET Boilerplate)",
  description: "Id, event name and the event's data in an envelope, signed as ASP.NET Boilerplate signs.",
  ownSignature: true,
  methods: ["POST"],
  options: z.strictObject({}),
  defaults: { successRule: "2xx", signatureHeader: "abp-webhook-signature", signatureEncoding: "hex" },
  newKey: () => `whs_${randomBytes(16).toString("hex")}`,
  // Plexe's partners choose their own secret, and the one on its page ("shared-secret") has 13 characters: with 16 a
  // documented call would be rejected. 8 is the least that NIST SP 800-63B allows for a secret that a person chose.
  leastKeyLength: 8,
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
    ...{ kind: "body", header, previousHeader: `${header}-previous`, prefix: "sha256=" },
    encoding: signatureEncoding === "hex" ? "dashed-hex" : "base64",
  }),
  headers({ keys, body, signatureHeader, signatureEncoding }) {
    const sign = (key: string) =>
      `sha256=${written(createHmac("sha256", key).update(body).digest(), signatureEncoding)}`;
    return { [signatureHeader]: sign(keys[0]), ...signPrevious(keys, `${signatureHeader}-previous`, sign) };
  },
};

function written(mac: Buffer, encoding: SignatureEncoding): string {
  if (encoding === "base64") return mac.toString("base64");
  return mac.toString("hex").toUpperCase().match(/../g)?.join("-") ?? "";
}

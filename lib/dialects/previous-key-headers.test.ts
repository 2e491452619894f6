import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { allDialects } from ".";
import { listPreviousKeyHeaderNames } from "./previous-key-headers";
import { getSignatureFormat } from "./signature-format";

const body = Buffer.from('{"id":"1"}');
const keys: [string, ...string[]] = [
  "the-newest-of-keys",
  "the-key-before-it",
  "the-key-before-that",
  "the-oldest-key",
];

test.each(allDialects.filter(({ id }) => id !== "standard-webhooks"))(
  "$id signs with every valid key and sends each signature in its own header",
  (dialect) => {
    const { signatureHeader } = dialect.defaults;
    const options = dialect.options.parse({});
    const attempt = {
      traceId: "t",
      eventType: "X",
      entityType: "Loan",
      body,
      sentAt: new Date(),
      keys,
      options,
    };
    const sentHeaders = dialect.headers({ ...attempt, signatureHeader, signatureEncoding: "base64" });
    const format = getSignatureFormat({
      dialect: dialect.id,
      options,
      signatureHeader,
      signatureEncoding: "base64",
    });
    if (format?.kind !== "body" || format.previousHeader === null) throw new Error("no previous header");
    const names = [format.header, ...listPreviousKeyHeaderNames(format.previousHeader)];
    expect(names.map((name) => sentHeaders[name])).toEqual(
      keys.map((key) => format.prefix + createHmac("sha256", key).update(body).digest("base64")),
    );
  },
);

import {
  formatQuotedList,
  type Language,
  listSignatureHeaderNames,
  previousKeysNote,
  rawBodyNote,
  toleranceSeconds,
} from "./language";

const digestByEncoding = {
  base64: 'digest("base64")',
  hex: 'digest("hex")',
  "dashed-hex": 'digest("hex").toUpperCase().replace(/(..)(?=.)/g, "$1-")',
};

const signedContentCode = `  const sentAt = header("webhook-timestamp");
  if (!/^\\d+$/.test(sentAt) || Math.abs(Date.now() / 1000 - Number(sentAt)) > ${toleranceSeconds}) return false;
  const content = Buffer.concat([Buffer.from(\`\${header("webhook-id")}.\${sentAt}.\`), body]);`;

const headerFunction = '  const header = (name: string) => String(headers[name] ?? "");';

export const node: Language = {
  id: "node",
  title: "Node, TypeScript",
  file: "verify-webhook.ts",
  body: (format) => `import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** body: ${rawBodyNote}. headers: as in Node, with lower-case names. */
export function isGenuine(body: Buffer, headers: IncomingHttpHeaders): boolean {
  const key = process.env.WEBHOOK_KEY;
  if (!key) throw new Error("Set WEBHOOK_KEY.");
  const expected = Buffer.from(${format.prefix ? `"${format.prefix}" + ` : ""}createHmac("sha256", key).update(body).${digestByEncoding[format.encoding]});
${format.previousHeader === null ? "" : `  // ${previousKeysNote}\n`}  return [${formatQuotedList(listSignatureHeaderNames(format).map((name) => name.toLowerCase()))}].some((name) => {
    const given = Buffer.from(String(headers[name] ?? ""));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
`,
  standard:
    () => `// Alternatively, use the package "standardwebhooks" or "svix": new Webhook(process.env.WEBHOOK_KEY).verify(body, headers)
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** body: ${rawBodyNote}. headers: as in Node, with lower-case names. */
export function isGenuine(body: Buffer, headers: IncomingHttpHeaders): boolean {
  const key = process.env.WEBHOOK_KEY;
  if (!key?.startsWith("whsec_")) throw new Error("Set WEBHOOK_KEY to the key that starts with whsec_.");
${headerFunction}
${signedContentCode}
  const hmac = createHmac("sha256", Buffer.from(key.slice("whsec_".length), "base64"));
  const expected = Buffer.from(\`v1,\${hmac.update(content).digest("base64")}\`);
  // One signature for each active key.
  return header("webhook-signature").split(" ").some((candidate) => {
    const given = Buffer.from(candidate);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
`,
  ed25519: (jwksUrl) => `// WEBHOOK_PUBLIC_KEY: the "x" of a key at ${jwksUrl}
import { createPublicKey, verify } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** body: ${rawBodyNote}. headers: as in Node, with lower-case names. */
export function isGenuine(body: Buffer, headers: IncomingHttpHeaders): boolean {
  const x = process.env.WEBHOOK_PUBLIC_KEY;
  if (!x) throw new Error("Set WEBHOOK_PUBLIC_KEY.");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
${headerFunction}
${signedContentCode}
  // One signature for each active key.
  return header("webhook-signature").split(" ").some((candidate) => {
    const [scheme, signature = ""] = candidate.split(",");
    return scheme === "v1a" && verify(null, content, key, Buffer.from(signature, "base64"));
  });
}
`,
};

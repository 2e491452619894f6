import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { canRunSnippets, prepareSnippet } from "@/testing/run-snippet";
import type { SignatureFormat } from "../dialects/dialect";
import {
  computeStandardSignature,
  deriveStandardPublicKey,
  generateStandardKey,
} from "../dialects/standard-webhooks/signature";
import { generateSnippets } from "./snippets";

/*
 * Each snippet runs in its own language. Node is always installed; snippets in languages that are not installed are skipped.
 * Compiling takes seconds, so each snippet is compiled once and then checks many requests.
 */
const body = Buffer.from('{"amount":120.5,"name":"Zoë \u2713"}');
const key = "the-key-of-this-webhook";
const expiredKey = "the-key-before-this-one";
const hmac = (secret: string) => createHmac("sha256", secret).update(body).digest();
const dashedHexHmac = (secret: string) => hmac(secret).toString("hex").toUpperCase().match(/../g)?.join("-");
const signingPair = generateStandardKey("ed25519");
const otherPair = generateStandardKey("ed25519");
const sharedKey = generateStandardKey("hmac");

function signStandard(keys: string[], sentAt = Math.floor(Date.now() / 1_000), text = body) {
  const content = Buffer.concat([Buffer.from(`msg_1.${sentAt}.`), text]);
  return {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(sentAt),
    "webhook-signature": keys.map((one) => computeStandardSignature(one, content)).join(" "),
  };
}

interface SnippetCase {
  name: string;
  format: SignatureFormat;
  env: Record<string, string>;
  genuineHeaders: Record<string, string>[];
  forgedHeaders: Record<string, string>[];
}

const makeBodyCase = (
  encoding: "base64" | "hex" | "dashed-hex",
  prefix: string,
  sign: (secret: string) => string | undefined,
): SnippetCase => ({
  name: `body in ${encoding}`,
  format: { kind: "body", header: "X-Sign", previousHeader: "X-Sign-Previous", encoding, prefix },
  env: { WEBHOOK_KEY: key },
  genuineHeaders: [
    { "X-Sign": `${prefix}${sign(key)}` },
    { "X-Sign": `${prefix}${sign("a newer key")}`, "X-Sign-Previous": `${prefix}${sign(key)}` },
    {
      "X-Sign": `${prefix}${sign("the newest key")}`,
      "X-Sign-Previous": `${prefix}${sign("a newer key")}`,
      "X-Sign-Previous-2": `${prefix}${sign(key)}`,
    },
  ],
  forgedHeaders: [{ "X-Sign": `${prefix}${sign(expiredKey)}` }, { "X-Other": "x" }, { "X-Sign": "nonsense" }],
});

const anHourAgo = Math.floor(Date.now() / 1_000) - 3_600;
const cases: SnippetCase[] = [
  makeBodyCase("base64", "", (secret) => hmac(secret).toString("base64")),
  makeBodyCase("hex", "", (secret) => hmac(secret).toString("hex")),
  makeBodyCase("dashed-hex", "sha256=", dashedHexHmac),
  {
    name: "standard, hmac",
    format: { kind: "standard", scheme: "hmac" },
    env: { WEBHOOK_KEY: sharedKey },
    genuineHeaders: [
      signStandard([sharedKey]),
      signStandard([generateStandardKey("hmac"), sharedKey]),
      signStandard([signingPair, sharedKey]),
    ],
    forgedHeaders: [
      signStandard([generateStandardKey("hmac")]),
      signStandard([sharedKey], anHourAgo),
      { ...signStandard([sharedKey]), "webhook-id": "msg_2" },
      { "X-Other": "x" },
    ],
  },
  {
    name: "standard, ed25519",
    format: { kind: "standard", scheme: "ed25519" },
    env: { WEBHOOK_PUBLIC_KEY: deriveStandardPublicKey(signingPair)?.x ?? "" },
    genuineHeaders: [
      signStandard([signingPair]),
      signStandard([otherPair, signingPair]),
      signStandard([sharedKey, signingPair]),
    ],
    forgedHeaders: [
      signStandard([otherPair]),
      signStandard([signingPair], anHourAgo),
      { ...signStandard([signingPair]), "webhook-signature": "v1a,nonsense v1a, v1" },
      { "X-Other": "x" },
    ],
  },
];

/** Languages whose Ed25519 snippets need a package that may not be installed. */
const languagesNeedingPackage = ["python", "csharp"];

for (const { name, format, env, genuineHeaders, forgedHeaders } of cases) {
  for (const { id, title, file, code } of generateSnippets(format, "https://hooks.example/jwks.json")) {
    const needsPackage =
      format.kind === "standard" && format.scheme === "ed25519" && languagesNeedingPackage.includes(id);
    test.skipIf(needsPackage || !canRunSnippets(id))(`${title}: ${name}`, { timeout: 60_000 }, () => {
      const snippet = prepareSnippet(id, file, code);
      const tamperedBody = Buffer.concat([body, Buffer.from("\n")]);
      const requests = [
        ...genuineHeaders.map((headers) => ({ headers, body, expected: "genuine" })),
        ...forgedHeaders.map((headers) => ({ headers, body, expected: "forged" })),
        { headers: genuineHeaders[0] ?? {}, body: tamperedBody, expected: "forged" },
      ];
      expect(snippet.judge(requests, env)).toEqual(requests.map(({ expected }) => expected));
      // Without a key, a snippet throws or rejects every request; it never accepts one.
      const resultsWithoutKey = snippet.judge(requests, { [Object.keys(env)[0] ?? ""]: "" });
      expect(resultsWithoutKey).not.toContain("genuine");
      expect(resultsWithoutKey).not.toEqual([]);
      snippet.close();
    });
  }
}

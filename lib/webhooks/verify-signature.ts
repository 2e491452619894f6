import { demand, type Scope } from "../access/scope";
import { currentTime } from "../clock";
import { unseal } from "../crypto/seal";
import { prisma } from "../db";
import type { DialectOptions, SignatureEncoding } from "../dialects/dialect";
import { proofOf } from "../dialects/proof";
import { isId } from "../ids";
import { boundTo } from "./for-sending";
import { judgeSignature, type KnownKey } from "./judge-signature";
import { readPastedHeaders } from "./pasted-headers";
import { within } from "./queries";
import type { PastedRequestInput, SignatureVerdict } from "./signature-schema";

export type Verified =
  | { ok: true; verdict: SignatureVerdict }
  | { ok: false; refused: "not_found" | "not_signed" };

/**
 * Says whether a request that somebody kept was signed by this webhook, and if not, why not. Neither a key nor a right
 * signature leaves: the answer is yes or no over a MAC of 256 bits and never how much of it fits, so asking often leads
 * nowhere. It asks for webhooks:write all the same, because only then can one see the key; it changes nothing, so it
 * is neither throttled nor audited.
 */
export async function verifySignature(
  scope: Scope,
  id: string,
  { headers, body }: PastedRequestInput,
  now = currentTime(),
): Promise<Verified> {
  demand(scope, "webhooks:write");
  const row = isId(id)
    ? await prisma().webhook.findFirst({
        where: { ...within(scope), id },
        select: {
          dialect: true,
          options: true,
          signatureHeader: true,
          signatureEncoding: true,
          keySealed: true,
          previousKeys: { select: { keySealed: true, validUntil: true }, orderBy: { id: "desc" } },
        },
      })
    : null;
  if (!row) return { ok: false, refused: "not_found" };
  const proof = proofOf({
    ...row,
    options: row.options as DialectOptions,
    signatureEncoding: row.signatureEncoding as SignatureEncoding,
  });
  if (!proof) return { ok: false, refused: "not_signed" };
  const request = { headers: readPastedHeaders(headers), body };
  return { ok: true, verdict: judgeSignature(proof, knownKeys(id, row, now), request, now) };
}

interface SealedKeys {
  keySealed: Uint8Array;
  previousKeys: { keySealed: Uint8Array; validUntil: Date }[];
}

function knownKeys(id: string, { keySealed, previousKeys }: SealedKeys, now: Date): KnownKey[] {
  const open = (sealed: Uint8Array) => unseal(sealed, boundTo.key(id));
  return [
    { key: open(keySealed), state: "current" },
    ...previousKeys.map(
      (previous): KnownKey => ({
        key: open(previous.keySealed),
        state: previous.validUntil > now ? "previous" : "ended",
      }),
    ),
  ];
}

import { currentTime } from "../../clock";
import { prisma } from "../../db";
import type { DialectOptions, SignatureEncoding } from "../../dialects/dialect";
import { signatureFormat } from "../../dialects/signature-format";
import { isId } from "../../ids";
import { requirePermission, type Scope } from "../../scope/scope";
import { inScope } from "../queries";
import { openKey } from "../secrets/sealed-values";
import { readPastedHeaders } from "./pasted-headers";
import type { PastedRequestInput, SignatureVerdict } from "./schema";
import { type KnownKey, verifySignature } from "./verify-signature";

export type Verified =
  | { ok: true; verdict: SignatureVerdict }
  | { ok: false; rejected: "not_found" | "not_signed" | "unreadable" };

/**
 * Says whether a request that somebody kept was signed by this webhook, and if not, why not. Neither a key nor a right
 * signature leaves: the answer is yes or no over a MAC of 256 bits and never how much of it fits, so asking often leads
 * nowhere. It asks for webhooks:write all the same, because only then can one see the key; it changes nothing, so it
 * is neither throttled nor audited.
 */
export async function verifyPastedRequest(
  scope: Scope,
  id: string,
  { headers, body }: PastedRequestInput,
  now = currentTime(),
): Promise<Verified> {
  requirePermission(scope, "webhooks:write");
  const row = isId(id)
    ? await prisma().webhook.findFirst({
        where: { ...inScope(scope), id },
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
  if (!row) return { ok: false, rejected: "not_found" };
  const format = signatureFormat({
    ...row,
    options: row.options as DialectOptions,
    signatureEncoding: row.signatureEncoding as SignatureEncoding,
  });
  if (!format) return { ok: false, rejected: "not_signed" };
  const request = { headers: readPastedHeaders(headers), body };
  const keys = knownKeys(id, row, now);
  return keys
    ? { ok: true, verdict: verifySignature(format, keys, request, now) }
    : { ok: false, rejected: "unreadable" };
}

interface SealedKeys {
  keySealed: Uint8Array;
  previousKeys: { keySealed: Uint8Array; validUntil: Date }[];
}

/** Null when one that counts cannot be opened: without it a genuine request would look forged. */
function knownKeys(id: string, { keySealed, previousKeys }: SealedKeys, now: Date): KnownKey[] | null {
  const sealed = [
    { keySealed, state: "current" as const },
    ...previousKeys.map((previous) => ({
      keySealed: previous.keySealed,
      state: previous.validUntil > now ? ("previous" as const) : ("ended" as const),
    })),
  ];
  const known: KnownKey[] = [];
  for (const { keySealed, state } of sealed) {
    const key = openKey(id, keySealed);
    if (key !== null) known.push({ key, state });
    else if (state !== "ended") return null;
  }
  return known;
}

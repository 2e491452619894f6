import { currentTime } from "../../clock";
import { prisma } from "../../db";
import type { DialectOptions, SignatureEncoding } from "../../dialects/dialect";
import { getSignatureFormat } from "../../dialects/signature-format";
import { parseId } from "../../ids";
import { requirePermission, type Scope } from "../../scope/scope";
import { visibleWebhooksFilter } from "../queries";
import { openKey } from "../secrets/sealed-values";
import { parsePastedHeaders } from "./pasted-request";
import type { PastedRequestInput, SignatureVerdict } from "./schema";
import { type KnownKey, verifySignature } from "./verify-signature";

export type VerifyPastedRequestResult =
  | { ok: true; verdict: SignatureVerdict }
  | { ok: false; rejected: "not_found" | "not_signed" | "unreadable" };

/**
 * Checks whether this webhook signed a pasted request, and if not, says why. The result contains neither a key nor a correct signature, and
 * says only whether a 256-bit MAC matches, so repeated calls reveal nothing. It needs webhooks:write, as revealing the key does;
 * it changes nothing, so it is neither throttled nor audited.
 */
export async function verifyPastedRequest(
  scope: Scope,
  typedId: string,
  { headers, body }: PastedRequestInput,
  now = currentTime(),
): Promise<VerifyPastedRequestResult> {
  requirePermission(scope, "webhooks:write");
  const id = parseId(typedId);
  if (id === null) return { ok: false, rejected: "not_found" };
  const row = await prisma().webhook.findFirst({
    where: { ...visibleWebhooksFilter(scope), id },
    select: {
      dialect: true,
      options: true,
      signatureHeader: true,
      signatureEncoding: true,
      keySealed: true,
      previousKeys: { select: { keySealed: true, validUntil: true }, orderBy: { id: "desc" } },
    },
  });
  if (!row) return { ok: false, rejected: "not_found" };
  const format = getSignatureFormat({
    ...row,
    options: row.options as DialectOptions,
    signatureEncoding: row.signatureEncoding as SignatureEncoding,
  });
  if (!format) return { ok: false, rejected: "not_signed" };
  const request = { headers: parsePastedHeaders(headers), body };
  const keys = openKnownKeys(id, row, now);
  return keys
    ? { ok: true, verdict: verifySignature(format, keys, request, now) }
    : { ok: false, rejected: "unreadable" };
}

interface SealedKeys {
  keySealed: Uint8Array;
  previousKeys: { keySealed: Uint8Array; validUntil: Date }[];
}

/** Opens the keys of a webhook. Null if a valid key cannot be opened: without that key, a genuine request would look forged. */
function openKnownKeys(id: string, { keySealed, previousKeys }: SealedKeys, now: Date): KnownKey[] | null {
  const sealedKeys = [
    { keySealed, state: "current" as const },
    ...previousKeys.map((previous) => ({
      keySealed: previous.keySealed,
      state: previous.validUntil > now ? ("previous" as const) : ("ended" as const),
    })),
  ];
  const known: KnownKey[] = [];
  for (const { keySealed, state } of sealedKeys) {
    const key = openKey(id, keySealed);
    if (key !== null) known.push({ key, state });
    else if (state !== "ended") return null;
  }
  return known;
}

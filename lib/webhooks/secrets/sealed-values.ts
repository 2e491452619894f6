import { CannotUnseal, unseal } from "../../crypto/seal";

/** The contexts that sealed values of a webhook are bound to: a value can be opened only in its own row and for its own use. */
export const sealContext = {
  key: (webhookId: string) => `webhook:${webhookId}:key`,
  headers: (webhookId: string) => `webhook:${webhookId}:headers`,
  authentication: (webhookId: string) => `webhook:${webhookId}:authentication`,
};

/** Opens a signing key of a webhook, for callers that can continue without it: null if it cannot be opened. */
export function openKey(webhookId: string, sealed: Uint8Array): string | null {
  try {
    return unseal(sealed, sealContext.key(webhookId));
  } catch (error) {
    if (error instanceof CannotUnseal) return null;
    throw error;
  }
}

/** For a Prisma `select`: a webhook's previous keys that are valid at `now`, the most recent first. */
export function previousKeysQuery(now: Date) {
  return {
    select: { id: true, keySealed: true, validUntil: true },
    where: { validUntil: { gt: now } },
    orderBy: { id: "desc" },
  } as const;
}

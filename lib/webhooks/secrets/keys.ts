import { CannotUnseal, unseal } from "../../crypto/seal";
import { boundTo } from "../signing/sign-request";

/** A signing key of a webhook, for whoever can go on without it: null when it cannot be opened. */
export function openKey(webhookId: string, sealed: Uint8Array): string | null {
  try {
    return unseal(sealed, boundTo.key(webhookId));
  } catch (error) {
    if (error instanceof CannotUnseal) return null;
    throw error;
  }
}

"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type Rejection, reject } from "@/components/form/action-result";
import { pastedRequestSchema, type SignatureVerdict } from "@/lib/webhooks/signing/schema";
import { verifySignature } from "@/lib/webhooks/signing/verify-pasted-request";
import { inWords, rejectIssues } from "../../form/reject-settings";

/** Looks whether a pasted request is genuine. It keeps nothing and changes nothing. */
export async function verifySignatureAction(
  webhookId: string,
  pasted: { headers: string; body: string },
): Promise<{ ok: true; verdict: SignatureVerdict } | Rejection> {
  const access = await actionScope("webhooks:write", [webhookId, pasted]);
  if (!access.ok) return reject(access.message);
  const parsed = pastedRequestSchema.safeParse(pasted, { error: inWords });
  if (!parsed.success) return rejectIssues(parsed.error);
  const verified = await verifySignature(access.scope, webhookId, parsed.data);
  if (verified.ok) return verified;
  return reject(whyNot[verified.rejected]);
}

const whyNot = {
  not_found: "This webhook was deleted.",
  not_signed: "Nothing signs these deliveries.",
  unreadable: "The webhook's key cannot be opened: the encryption key that sealed it is not configured.",
};

"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { type Refusal, refuse } from "@/components/form/answer";
import { pastedRequestSchema, type SignatureVerdict } from "@/lib/webhooks/signing/signature-schema";
import { verifySignature } from "@/lib/webhooks/signing/verify-signature";
import { inWords, refuseIssues } from "../../form/refuse-settings";

/** Looks whether a pasted request is genuine. It keeps nothing and changes nothing. */
export async function verifySignatureAction(
  webhookId: string,
  pasted: { headers: string; body: string },
): Promise<{ ok: true; verdict: SignatureVerdict } | Refusal> {
  const access = await actionScope("webhooks:write", [webhookId, pasted]);
  if (!access.ok) return refuse(access.message);
  const parsed = pastedRequestSchema.safeParse(pasted, { error: inWords });
  if (!parsed.success) return refuseIssues(parsed.error);
  const verified = await verifySignature(access.scope, webhookId, parsed.data);
  if (verified.ok) return verified;
  return refuse(whyNot[verified.refused]);
}

const whyNot = {
  not_found: "This webhook was deleted.",
  not_signed: "Nothing signs these deliveries.",
  unreadable: "The webhook's key cannot be opened: the encryption key that sealed it is not configured.",
};

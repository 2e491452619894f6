"use server";

// All actions in a file must require the same permission (e2e/access.spec.ts). The actions in actions.ts require a different one.

import { actionScope } from "@/app/api/auth/current-scope";
import { listPartnerChoices } from "@/lib/partners/choices";
import type { PartnerChoices } from "@/lib/partners/schema";

/** The partners whose name contains the text, for forms that choose one. Null for users who cannot open any of these forms. */
export async function searchPartnersAction(text: string): Promise<PartnerChoices | null> {
  const access = await actionScope(["users:write", "api-keys:write", "webhooks:write"], [text]);
  if (!access.ok) return null;
  return listPartnerChoices(access.scope, { text: String(text) });
}

"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { listPartnerChoices } from "@/lib/partners/choices";
import type { PartnerChoices } from "@/lib/partners/schema";

/**
 * For forms that choose a partner: those whose name has the text in it. Several permissions open such a form, so the use
 * case asks for one of them; null when signed out.
 */
export async function findPartnersAction(text: string): Promise<PartnerChoices | null> {
  const access = await actionScope(undefined, [text]);
  if (!access.ok) return null;
  return listPartnerChoices(access.scope, { text: String(text) });
}

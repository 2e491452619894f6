"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { listPartnerChoices } from "@/lib/partners/choices";
import type { PartnerChoices } from "@/lib/partners/schema";

/** For forms that choose a partner: those whose name has the text in it; null for who may choose none. */
export async function findPartnersAction(text: string): Promise<PartnerChoices | null> {
  const access = await actionScope("partners:read");
  if (!access.ok) return null;
  return listPartnerChoices(access.scope, { text: String(text) });
}

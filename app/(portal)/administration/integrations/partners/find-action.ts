"use server";

import { actionScope } from "@/app/api/auth/current-scope";
import { listPartnerChoices } from "@/lib/partners/choices";
import type { PartnerChoices } from "@/lib/partners/schema";

/** For forms that choose a partner: those whose name has the text in it. Null for who may open no such form. */
export async function findPartnersAction(text: string): Promise<PartnerChoices | null> {
  const access = await actionScope(["users:write", "api-keys:write", "webhooks:write"], [text]);
  if (!access.ok) return null;
  return listPartnerChoices(access.scope, { text: String(text) });
}

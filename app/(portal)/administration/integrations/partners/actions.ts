"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type Answer, refuse, refuseFields } from "@/components/form/answer";
import { createPartner } from "@/lib/partners/create-partner";
import { renamePartner } from "@/lib/partners/rename-partner";
import type { NewPartner } from "@/lib/partners/schema";

export async function createPartnerAction(input: NewPartner): Promise<Answer<{ id: string }>> {
  const access = await actionScope("partners:write", [input]);
  if (!access.ok) return refuse(access.message);
  const made = await createPartner(access.scope, input);
  return made.ok ? made : refuseFields(made.errors);
}

export async function renamePartnerAction(partnerId: string, name: string): Promise<Answer> {
  const access = await actionScope("partners:write", [partnerId, name]);
  if (!access.ok) return refuse(access.message);
  const renamed = await renamePartner(access.scope, partnerId, { name });
  if (!renamed.ok) {
    return renamed.reason === "invalid" ? refuseFields(renamed.errors) : refuse("There is no such partner.");
  }
  refresh();
  return { ok: true };
}

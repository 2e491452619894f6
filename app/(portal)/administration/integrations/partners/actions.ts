"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject, rejectFields } from "@/components/form/action-result";
import { createPartner } from "@/lib/partners/create-partner";
import { renamePartner } from "@/lib/partners/rename-partner";
import type { NewPartner } from "@/lib/partners/schema";

export async function createPartnerAction(input: NewPartner): Promise<ActionResult<{ id: string }>> {
  const access = await actionScope("partners:write", [input]);
  if (!access.ok) return reject(access.message);
  const created = await createPartner(access.scope, input);
  return created.ok ? created : rejectFields(created.errors);
}

export async function renamePartnerAction(partnerId: string, name: string): Promise<ActionResult> {
  const access = await actionScope("partners:write", [partnerId, name]);
  if (!access.ok) return reject(access.message);
  const renamed = await renamePartner(access.scope, partnerId, { name });
  if (!renamed.ok) {
    return renamed.reason === "invalid" ? rejectFields(renamed.errors) : reject("Partner not found.");
  }
  refresh();
  return { ok: true };
}

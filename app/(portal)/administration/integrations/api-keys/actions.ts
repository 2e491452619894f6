"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject, rejectFields } from "@/components/form/action-result";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import type { NewApiKey } from "@/lib/api-keys/schema";

export async function createApiKeyAction(input: NewApiKey): Promise<ActionResult<{ token: string }>> {
  const access = await actionScope("api-keys:write", [input]);
  if (!access.ok) return reject(access.message);
  const created = await createApiKey(access.scope, input);
  return created.ok ? { ok: true, token: created.token } : rejectFields(created.errors);
}

export async function revokeApiKeyAction(id: string): Promise<ActionResult> {
  const access = await actionScope("api-keys:write", [id]);
  if (!access.ok) return reject(access.message);
  const revoked = await revokeApiKey(access.scope, id);
  if (!revoked.ok) return reject("API key not found.");
  refresh();
  return { ok: true };
}

"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type Answer, refuse, refuseFields } from "@/components/form/answer";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import type { NewApiKey } from "@/lib/users/schema";

export async function createApiKeyAction(input: NewApiKey): Promise<Answer<{ token: string }>> {
  const access = await actionScope("api-keys:write", [input]);
  if (!access.ok) return refuse(access.message);
  const made = await createApiKey(access.scope, input);
  return made.ok ? { ok: true, token: made.token } : refuseFields(made.errors);
}

export async function revokeApiKeyAction(id: string): Promise<Answer> {
  const access = await actionScope("api-keys:write", [id]);
  if (!access.ok) return refuse(access.message);
  const revoked = await revokeApiKey(access.scope, id);
  if (!revoked.ok) return refuse("There is no such key any more.");
  refresh();
  return { ok: true };
}

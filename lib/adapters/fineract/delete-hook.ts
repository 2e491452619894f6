// Short file: creating, updating and deleting a hook each have their own file.
import { requirePermission, type Scope } from "../../scope/scope";
import { deleteWebhook } from "../../webhooks/delete-webhook";
import { hookNotFound } from "./fineract-error";
import { loadWebhookOfHook } from "./queries";

/** Deletes a hook and returns its ID. Throws Fineract's 404 if it does not exist or this scope cannot see it. */
export async function deleteHook(scope: Scope, hookId: string): Promise<number> {
  requirePermission(scope, "webhooks:write");
  const webhook = await loadWebhookOfHook(scope, hookId);
  if (!(await deleteWebhook(scope, webhook.id))) throw hookNotFound(hookId);
  return webhook.number;
}

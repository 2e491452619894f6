import { fineract } from "../../dialects/fineract/fineract";
import { env } from "../../env";
import type { Scope } from "../../scope/scope";
import { createWebhook } from "../../webhooks/create-webhook";
import { createWebhookSchema } from "../../webhooks/schema";
import { findOrigin } from "../endpoint/find-origin";
import type { ApiRequest } from "../endpoint/http-messages";
import { readFineractTenantId } from "./authenticate";
import { readConfig, settingError } from "./config-fields";
import { templateNotFound, validationError } from "./fineract-error";
import { toTriggers } from "./hook-events";
import { isUnsupportedTemplate } from "./hook-template";
import { pingReceiver } from "./ping-receiver";
import type { CreateHook } from "./schema";

/** The Fineract tenant and the API URL with which a hook was created. The hook's deliveries send both in their headers. */
export interface HookOrigin {
  tenantId: string;
  /** The URL that receivers call back, up to the version of the API (`.../api/`), sent in the header X-Fineract-Endpoint. */
  endpoint: string;
}

/**
 * Reads the tenant of a request. The endpoint is HOOKLEDGER_FINERACT_ENDPOINT, the lender's Fineract, which a receiver can call back. If
 * that setting is empty, the endpoint is the URL of this API, from NEXTAUTH_URL or from the request. As in Fineract, it ends
 * before the version.
 */
export function readHookOrigin(request: ApiRequest): HookOrigin {
  const ownEndpoint = new URL("/fineract-provider/api/", findOrigin(request.headers)).href;
  const endpoint = env().HOOKLEDGER_FINERACT_ENDPOINT ?? ownEndpoint;
  return { tenantId: readFineractTenantId(request), endpoint };
}

/**
 * Creates a hook: a webhook of the dialect fineract. Pings its receiver, without waiting for the response.
 * @returns the hook's integer ID. Throws a FineractError for invalid input.
 */
export async function createHook(scope: Scope, hook: CreateHook, origin: HookOrigin): Promise<number> {
  const { name, displayName, isActive, events, config, templateId } = hook;
  if (isUnsupportedTemplate(name)) throw templateNotFound(name);
  const readResult = readConfig(config, null);
  if (!readResult.ok) throw validationError(readResult.errors);
  const parsed = createWebhookSchema.safeParse({
    ...readResult.settings,
    name: displayName || name,
    dialect: fineract.id,
    state: isActive ? "enabled" : "disabled",
    triggers: await toTriggers(events, []),
    options: { ...readResult.options, ...origin, hookName: name, templateId: templateId ?? 0 },
  });
  if (!parsed.success) {
    throw validationError(
      parsed.error.issues.map(({ path, message }) => settingError(path.join("."), message)),
    );
  }
  const created = await createWebhook(scope, parsed.data);
  if (!created.ok)
    throw validationError(created.invalid.map(({ field, message }) => settingError(field, message)));
  void pingReceiver(scope, created.webhook);
  return created.webhook.number;
}

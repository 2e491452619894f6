import type { Prisma } from "@/prisma/generated/client";
import { demand, type Scope } from "../access/scope";
import { recordAudit } from "../audit/record";
import { type Db, prisma } from "../db";
import { dialectOf } from "../dialects";
import { isId } from "../ids";
import { mergeAuthentication, secretMissing } from "./authentication";
import type { Authentication } from "./authentication-schema";
import { changeState } from "./change-state";
import { checkSettings, type WrongSetting } from "./check-settings";
import { mergeHeaders } from "./merge-headers";
import { viewOf } from "./queries";
import type { TriggerInput, UpdateWebhook, WebhookView } from "./schema";
import { storedUrl } from "./stored-url";
import { pinVersions } from "./trigger-versions";

export type Updated =
  | { ok: true; webhook: WebhookView; released: number }
  | { ok: false; refused: "not_found" }
  | { ok: false; refused: "wrong_settings"; wrong: WrongSetting[] };

/**
 * Changes a webhook's settings, state included. Deliveries under way use the new settings from their next attempt
 * on; their bodies stay as they are.
 * @returns `released`: how many held deliveries were set free by enabling; the caller then has them swept.
 */
export async function updateWebhook(scope: Scope, id: string, typed: UpdateWebhook): Promise<Updated> {
  demand(scope, "webhooks:write");
  if (!isId(id)) return { ok: false, refused: "not_found" };
  const before = await viewOf(scope, id);
  if (!before) return { ok: false, refused: "not_found" };
  const input =
    typed.url === undefined ? typed : { ...typed, url: storedUrl(typed.url, dialectOf(before.dialect)) };
  const wrong = await checkSettings(settingsAfter(before, input));
  if (wrong.length > 0) return { ok: false, refused: "wrong_settings", wrong };
  const { state, heldDeliveries, triggers, headers, authentication, options, ...columns } = input;
  const parsedOptions = options && dialectOf(before.dialect).options.parse(options);
  const released = await prisma().$transaction(async (db) => {
    // The lock orders this change against the engine's own pause and against other people.
    const [row] = await db.$queryRaw<Sealed[]>`
      SELECT headers_sealed AS "headersSealed", authentication_sealed AS "authenticationSealed" FROM webhooks
      WHERE id = ${id}::uuid AND deleted_at IS NULL FOR UPDATE`;
    if (!row) return null;
    const sealedHeaders = headers === undefined ? {} : mergeHeaders(id, row.headersSealed, headers);
    const sealedSignIn =
      authentication === undefined ? {} : mergeAuthentication(id, row.authenticationSealed, authentication);
    if (sealedSignIn === null) return "secret_missing";
    if (triggers) await replaceTriggers(db, id, triggers);
    await db.webhook.update({
      where: { id },
      data: {
        ...columns,
        ...sealedHeaders,
        ...sealedSignIn,
        ...(parsedOptions ? { options: parsedOptions as Prisma.InputJsonObject } : {}),
        updatedAt: new Date(),
      },
    });
    await auditSettings(db, scope, before, input);
    return changeState(db, scope, id, state, heldDeliveries);
  });
  if (released === null) return { ok: false, refused: "not_found" };
  if (released === "secret_missing") return { ok: false, refused: "wrong_settings", wrong: [secretMissing] };
  const webhook = await viewOf(scope, id);
  return webhook ? { ok: true, webhook, released } : { ok: false, refused: "not_found" };
}

interface Sealed {
  headersSealed: Uint8Array | null;
  authenticationSealed: Uint8Array | null;
}

/** What would be saved: what it has, with the changes over it. Header values that stay are not needed. */
function settingsAfter(before: WebhookView, input: UpdateWebhook) {
  const headers = Object.entries({ ...before.headers, ...input.headers });
  return {
    ...before,
    ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
    triggers: input.triggers,
    key: undefined,
    sameUrl: input.url === undefined || input.url === before.url,
    headers: Object.fromEntries(headers.filter((header): header is [string, string] => header[1] !== null)),
    authentication: (input.authentication === undefined
      ? before.authentication
      : input.authentication) as Authentication | null,
  };
}

async function replaceTriggers(db: Db, webhookId: string, triggers: readonly TriggerInput[]): Promise<void> {
  const before = await db.trigger.findMany({ where: { webhookId } });
  const versions = new Map(before.map(({ eventType, version }) => [eventType, version]));
  await db.trigger.deleteMany({ where: { webhookId } });
  await db.trigger.createMany({
    data: (await pinVersions(triggers, versions)).map((trigger) => ({ webhookId, ...trigger })),
  });
}

async function auditSettings(db: Db, scope: Scope, before: WebhookView, input: UpdateWebhook): Promise<void> {
  const { state: _state, heldDeliveries: _held, headers, authentication, ...rest } = input;
  const changes = Object.fromEntries(
    Object.entries(rest)
      .filter(([name, value]) => JSON.stringify(before[name as keyof WebhookView]) !== JSON.stringify(value))
      .map(([name, value]) => [name, { from: before[name as keyof WebhookView], to: value }]),
  );
  const details = {
    ...changes,
    ...(headers ? { headers: Object.keys(headers) } : {}),
    // Its kind only: whatever else stands in it may tell how to sign in at the receiver.
    ...(authentication === undefined ? {} : { authentication: authentication?.kind ?? "none" }),
  };
  if (Object.keys(details).length === 0) return;
  const { id: targetId, partnerId } = before;
  await recordAudit(db, scope, {
    action: "webhook.changed",
    targetType: "webhook",
    targetId,
    partnerId,
    details,
  });
}

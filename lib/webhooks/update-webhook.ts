import { demand, type Scope } from "../access/scope";
import { recordAudit } from "../audit/record";
import { type Db, prisma } from "../db";
import { isId } from "../ids";
import { changeState } from "./change-state";
import { checkSettings, type WrongSetting } from "./check-settings";
import { mergeHeaders } from "./merge-headers";
import { viewOf } from "./queries";
import type { UpdateWebhook, WebhookView } from "./schema";

export type Updated =
  | { ok: true; webhook: WebhookView; released: number }
  | { ok: false; refused: "not_found" }
  | { ok: false; refused: "wrong_settings"; wrong: WrongSetting[] };

/**
 * Changes a webhook's settings, state included. Deliveries under way use the new settings from their next attempt
 * on; their bodies stay as they are.
 * @returns `released`: how many held deliveries were set free by enabling; the caller then has them swept.
 */
export async function updateWebhook(scope: Scope, id: string, input: UpdateWebhook): Promise<Updated> {
  demand(scope, "webhooks:write");
  if (!isId(id)) return { ok: false, refused: "not_found" };
  const before = await viewOf(scope, id);
  if (!before) return { ok: false, refused: "not_found" };
  const wrong = await checkSettings({
    ...input,
    signatureHeader: input.signatureHeader ?? before.signatureHeader,
    headers: { ...before.headers, ...input.headers },
  });
  if (wrong.length > 0) return { ok: false, refused: "wrong_settings", wrong };
  const { state, heldDeliveries, triggers, headers, ...columns } = input;
  const released = await prisma().$transaction(async (db) => {
    // The lock orders this change against the engine's own pause and against other people.
    const [row] = await db.$queryRaw<{ headersSealed: Uint8Array | null; headerNames: string[] }[]>`
      SELECT headers_sealed AS "headersSealed", header_names AS "headerNames" FROM webhooks
      WHERE id = ${id}::uuid AND deleted_at IS NULL FOR UPDATE`;
    if (!row) return null;
    const sealedHeaders = headers === undefined ? {} : mergeHeaders(id, row.headersSealed, headers);
    if (triggers) {
      await db.trigger.deleteMany({ where: { webhookId: id } });
      await db.trigger.createMany({ data: triggers.map((trigger) => ({ webhookId: id, ...trigger })) });
    }
    await db.webhook.update({
      where: { id },
      data: { ...columns, ...sealedHeaders, updatedAt: new Date() },
    });
    await auditSettings(db, scope, before, input);
    return changeState(db, scope, id, state, heldDeliveries);
  });
  if (released === null) return { ok: false, refused: "not_found" };
  const webhook = await viewOf(scope, id);
  return webhook ? { ok: true, webhook, released } : { ok: false, refused: "not_found" };
}

async function auditSettings(db: Db, scope: Scope, before: WebhookView, input: UpdateWebhook): Promise<void> {
  const { state: _state, heldDeliveries: _held, headers, ...rest } = input;
  const changes = Object.fromEntries(
    Object.entries(rest)
      .filter(([name, value]) => JSON.stringify(before[name as keyof WebhookView]) !== JSON.stringify(value))
      .map(([name, value]) => [name, { from: before[name as keyof WebhookView], to: value }]),
  );
  const details = { ...changes, ...(headers ? { headers: Object.keys(headers) } : {}) };
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

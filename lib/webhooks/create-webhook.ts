import { demand, type Scope } from "../access/scope";
import { recordAudit } from "../audit/record";
import { seal } from "../crypto/seal";
import { prisma } from "../db";
import { dialectOf } from "../dialects";
import { newId } from "../ids";
import { checkSettings, type WrongSetting } from "./check-settings";
import { boundTo } from "./for-sending";
import { viewOf } from "./queries";
import type { CreateWebhook, WebhookView } from "./schema";

export type Created =
  | { ok: true; webhook: WebhookView & { key: string } }
  | { ok: false; wrong: WrongSetting[] };

/** Creates a webhook. Its key is in the answer, this once. */
export async function createWebhook(scope: Scope, input: CreateWebhook): Promise<Created> {
  demand(scope, "webhooks:write");
  const dialect = dialectOf(input.dialect);
  const settings = { ...dialect.defaults, ...defined(input) };
  const partnerId = scope.partnerId ?? input.partnerId ?? null;
  const wrong = [...(await wrongPartner(scope, input.partnerId ?? null)), ...(await checkSettings(settings))];
  if (wrong.length > 0) return { ok: false, wrong };
  const id = newId();
  const key = input.key ?? dialect.newKey();
  const headerNames = Object.keys(input.headers);
  await prisma().$transaction(async (db) => {
    await db.webhook.create({
      data: {
        id,
        name: input.name,
        url: input.url,
        partnerId,
        dialect: dialect.id,
        state: input.state,
        stateChangedBy: scope.actor.name,
        retryDelays: input.retryDelays,
        timeoutSeconds: input.timeoutSeconds,
        successRule: settings.successRule,
        signatureHeader: settings.signatureHeader,
        signatureEncoding: settings.signatureEncoding,
        keySealed: seal(key, boundTo.key(id)),
        headerNames,
        headersSealed:
          headerNames.length === 0 ? null : seal(JSON.stringify(input.headers), boundTo.headers(id)),
        triggers: { create: input.triggers },
      },
    });
    await recordAudit(db, scope, {
      action: "webhook.created",
      targetType: "webhook",
      targetId: id,
      partnerId,
      details: { name: input.name, url: input.url, triggers: input.triggers, state: input.state },
    });
  });
  const webhook = await viewOf(scope, id);
  if (!webhook) throw new Error("A webhook that was just created is gone.");
  return { ok: true, webhook: { ...webhook, key } };
}

function defined(input: CreateWebhook) {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  ) as unknown as CreateWebhook & ReturnType<typeof dialectOf>["defaults"];
}

async function wrongPartner(scope: Scope, partnerId: string | null): Promise<WrongSetting[]> {
  if (partnerId === null || partnerId === scope.partnerId) return [];
  const known =
    scope.partnerId === null && (await prisma().partner.count({ where: { id: partnerId } })) === 1;
  const message = `There is no partner ${partnerId}.`;
  return known ? [] : [{ field: "partnerId", code: "unknown_partner", message }];
}

import { recordAudit } from "../../audit/record-audit";
import { prisma } from "../../db";
import { sender } from "../../deliveries/sender";
import { log } from "../../log";
import { buildFailureMessage } from "../../reasons/describe";
import type { Scope } from "../../scope/scope";
import type { WebhookView } from "../../webhooks/schema";

const pingTimeoutMs = 5_000;

/**
 * Sends the GET request that Fineract sends to the Payload URL of a new hook (WebHookService.sendEmptyRequest): without a body,
 * signature or credentials, and with the same destination checks as every delivery. The outcome is only recorded in the audit
 * trail, and creating the hook does not wait for it. Fineract rejects a hook whose receiver is down; Hookledger accepts it, because
 * in Embarc's own example the receiver does not exist yet. The promise never rejects.
 */
export async function pingReceiver(scope: Scope, { id, name, url, partnerId }: WebhookView): Promise<void> {
  try {
    const headers = { "User-Agent": "Hookledger" };
    const body = Buffer.alloc(0);
    const result = await sender().send({ url, method: "GET", headers, body, timeoutMs: pingTimeoutMs });
    const outcome =
      result.kind === "response"
        ? { responseCode: result.status }
        : { error: result.code, message: buildFailureMessage(result, "stopped") };
    await recordAudit(prisma(), scope, {
      action: "webhook.pinged",
      targetId: id,
      partnerId,
      details: { name, url, durationMs: result.durationMs, ...outcome },
    });
  } catch (error) {
    log.error(
      { webhook: id, error: error instanceof Error ? error.stack : String(error) },
      "could not record a ping",
    );
  }
}

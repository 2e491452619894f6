import { recordAudit } from "../audit/record-audit";
import { prisma } from "../db";
import { listCodesOfMessage } from "../deliveries/one-time-codes";
import { requirePermission, type Scope } from "../scope/scope";
import { readMessageBody } from "./list-messages";
import { findSource } from "./queries";

/**
 * Returns the stored body of a message for a download; null if there is none that this scope can see. A body with a one-time code, which
 * pages mask, requires sources:write and is audited.
 */
export async function downloadMessageBody(
  scope: Scope,
  sourceId: string,
  messageId: string,
): Promise<{ bytes: Buffer; contentType: string } | null> {
  const body = await readMessageBody(scope, sourceId, messageId);
  if (!body || listCodesOfMessage(body.bytes.toString()).length === 0) return body;
  requirePermission(scope, "sources:write");
  const source = await findSource(scope, sourceId);
  if (!source) return null;
  await recordAudit(prisma(), scope, {
    action: "source.code-revealed",
    targetId: source.id,
    partnerId: source.partnerId,
    details: { name: source.name, messageId },
  });
  return body;
}

import { recordAudit } from "../../audit/record-audit";
import { pool, prisma } from "../../db";
import { requirePermission, type Scope } from "../../scope/scope";
import { findDelivery } from "../queries";
import { loadProofs } from "./load-proofs";
import type { DeliveryProof } from "./schema";

/**
 * Returns the proof of one delivery; null if the delivery does not exist or this scope cannot see it. The audit trail records who viewed
 * which proof, and when.
 */
export async function showProof(scope: Scope, typedId: string): Promise<DeliveryProof | null> {
  requirePermission(scope, "deliveries:read");
  const delivery = await findDelivery(scope, typedId);
  if (!delivery) return null;
  const { attempts: _attempts, ...found } = delivery;
  const [proof] = await loadProofs(pool(), scope, [found]);
  if (!proof) return null;
  const webhook = await prisma().webhook.findUnique({
    where: { id: proof.webhookId },
    select: { partnerId: true },
  });
  await recordAudit(prisma(), scope, {
    action: "delivery.proof-shown",
    targetId: proof.traceId,
    partnerId: webhook?.partnerId ?? null,
  });
  return proof;
}

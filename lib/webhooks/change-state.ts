import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import type { Db } from "../db";
import { recordStateChangeInIncidents } from "../incidents/record-state-change";
import { makeAllWaitingDue } from "../lines/change-lines";
import { recordOwnEvent } from "../own-events/record-own-event";
import type { Scope } from "../scope/scope";
import { discardHeldSql, holdSql, releaseSql } from "./hold-and-release-sql";
import type { HeldDeliveriesChoice } from "./schema";

/**
 * Enables or disables a webhook whose row the caller has locked. Disabling holds the pending deliveries, since nothing is
 * dropped silently. Enabling releases, discards or keeps the held deliveries, as `heldDeliveries` says.
 * @returns how many held deliveries were released
 */
export async function changeWebhookState(
  db: Db,
  scope: Scope,
  id: string,
  state: "enabled" | "disabled" | undefined,
  heldDeliveries: HeldDeliveriesChoice | undefined,
): Promise<number> {
  const webhookBefore = await db.webhook.findUniqueOrThrow({
    where: { id },
    select: { state: true, partnerId: true, name: true },
  });
  const target = state ?? webhookBefore.state;
  if (target !== webhookBefore.state) {
    await db.webhook.update({
      where: { id },
      data: {
        state: target,
        stateReason: null,
        stateChangedAt: currentTime(),
        stateChangedBy: scope.actor.name,
        pausedByDelivery: null,
        updatedAt: currentTime(),
        pauseNotifiedAt: null,
      },
    });
  }
  if (target === "enabled" && webhookBefore.state === "paused") {
    const { partnerId, name: webhookName } = webhookBefore;
    await recordOwnEvent(db, {
      type: "hookledger.webhook.recovered",
      entityId: id,
      partnerId,
      data: { webhookId: id, webhookName, from: "paused", by: scope.actor.name },
    });
  }
  if (target === "disabled" && target !== webhookBefore.state) {
    await db.$executeRawUnsafe(holdSql, id, "webhook_disabled");
  }
  if (target !== webhookBefore.state && target !== "paused")
    await recordStateChangeInIncidents(db, id, target, scope);
  // Also for a webhook that is already enabled: this is how kept deliveries are released later.
  const choice =
    target === "enabled" ? (heldDeliveries ?? (state === undefined ? "keep" : "deliver")) : "keep";
  const changedCount = choice === "keep" ? 0 : await releaseOrDiscardHeld(db, id, choice);
  if (target !== webhookBefore.state || changedCount > 0) {
    await recordAudit(db, scope, {
      action: `webhook.${target}`,
      targetId: id,
      partnerId: webhookBefore.partnerId,
      details: {
        name: webhookBefore.name,
        from: webhookBefore.state,
        heldDeliveries: choice,
        deliveries: changedCount,
      },
    });
  }
  return choice === "deliver" ? changedCount : 0;
}

async function releaseOrDiscardHeld(
  db: Db,
  webhookId: string,
  choice: "deliver" | "discard",
): Promise<number> {
  if (choice === "discard") {
    const discarded = await db.$executeRawUnsafe(discardHeldSql, webhookId, "discarded_on_enable");
    await makeAllWaitingDue(db, webhookId);
    return discarded;
  }
  // A released delivery starts over with all its retries.
  return db.$executeRawUnsafe(releaseSql, webhookId);
}

import { pool } from "../../db";
import { buildIdFloor } from "../../ids";
import { requirePermission, type Scope } from "../../scope/scope";
import type { AttemptOfDelivery } from "./find-attempt";

/** The most deliveries that are searched. This many are read only if none of them succeeded. */
const maxReadDeliveries = 100_000;

// A delivery with a successful attempt has nearly always succeeded, so attempts of others are not read, except those of the same delivery
// ($6): after a successful resend, it stays pending until its next retry.
const lastGoodSql = `
  SELECT good.id FROM (
    SELECT id, state FROM deliveries
    WHERE webhook_id = $1 AND id <= $2 AND ($5::uuid IS NULL OR partner_id = $5)
    ORDER BY id DESC LIMIT ${maxReadDeliveries}
  ) newest
  CROSS JOIN LATERAL (
    SELECT id FROM attempts WHERE delivery_id = newest.id AND outcome = 'succeeded' AND id <> $3 AND started_at < $4
    ORDER BY started_at DESC LIMIT 1
  ) good
  WHERE newest.state = 'succeeded' OR newest.id = $6 ORDER BY newest.id DESC LIMIT 1`;

const maxId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * Finds the webhook's last successful attempt before this one, or, if there is none among the 100,000 deliveries before it, the webhook's
 * last successful attempt of all. Returns its ID; null if there is none. Requires deliveries:read.
 */
export async function findLastGoodAttempt(
  scope: Scope,
  { attempt, delivery }: AttemptOfDelivery,
): Promise<string | null> {
  requirePermission(scope, "deliveries:read");
  const find = async (upTo: string, before: string) => {
    const values = [delivery.webhookId, upTo, attempt.id, before, scope.partnerId, delivery.traceId];
    return (await pool().query<{ id: string }>(lastGoodSql, values)).rows[0]?.id ?? null;
  };
  const { startedAt } = attempt;
  const before = startedAt ? await find(buildIdFloor(new Date(Date.parse(startedAt) + 1)), startedAt) : null;
  return before ?? (await find(maxId, "infinity"));
}

import { pool } from "../../db";
import { parseId } from "../../ids";
import { requirePermission, type Scope } from "../../scope/scope";
import { hideOneTimeCodes } from "../hide-one-time-codes";
import { findDelivery } from "../queries";
import type { AttemptView, DeliveryWithAttempts } from "../schema";

export interface AttemptOfDelivery {
  attempt: AttemptView;
  delivery: DeliveryWithAttempts;
}

/**
 * Finds an attempt by its ID, with its delivery and their one-time codes masked. Null if it does not exist or this scope cannot see it.
 * Requires deliveries:read.
 */
export async function findAttempt(scope: Scope, typedId: string): Promise<AttemptOfDelivery | null> {
  requirePermission(scope, "deliveries:read");
  const attemptId = parseId(typedId);
  if (attemptId === null) return null;
  const { rows } = await pool().query<{ traceId: string }>(
    'SELECT delivery_id AS "traceId" FROM attempts WHERE id = $1',
    [attemptId],
  );
  const found = rows[0] ? await findDelivery(scope, rows[0].traceId) : null;
  const [delivery] = await hideOneTimeCodes(found ? [found] : []);
  const attempt = delivery?.attempts.find(({ id }) => id === attemptId);
  return delivery && attempt ? { attempt, delivery } : null;
}

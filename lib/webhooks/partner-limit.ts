import type { Db } from "../db";
import { env } from "../env";
import type { Scope } from "../scope/scope";

/**
 * Whether a partner's users and API keys cannot create another webhook, because the partner has as many as the settings allow.
 * The lender can exceed the limit for a partner. Call it in the transaction that creates the webhook: its lock makes
 * concurrent creations of one partner wait for each other, so that two cannot both take the last place.
 */
export async function isPartnerLimitReached(db: Db, { partnerId }: Scope): Promise<boolean> {
  if (partnerId === null) return false;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`hookledger webhooks of ${partnerId}`}))`;
  const count = await db.webhook.count({ where: { partnerId, deletedAt: null } });
  return count >= env().HOOKLEDGER_PARTNER_WEBHOOKS;
}

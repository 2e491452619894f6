import type { Db } from "../db";
import { env } from "../env";
import type { Scope } from "../scope/scope";

/**
 * Whether a partner has as many webhooks as the settings allow, so that its users and API keys cannot create another. The lender can
 * exceed the limit for a partner. Call this in the transaction that creates the webhook: the lock makes concurrent creations for one
 * partner wait for each other, so that they cannot exceed the limit together.
 */
export async function isPartnerLimitReached(db: Db, { partnerId }: Scope): Promise<boolean> {
  if (partnerId === null) return false;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`hookledger webhooks of ${partnerId}`}))`;
  const count = await db.webhook.count({ where: { partnerId, deletedAt: null } });
  return count >= env().HOOKLEDGER_PARTNER_WEBHOOKS;
}

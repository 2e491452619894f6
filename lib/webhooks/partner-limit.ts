import type { Db } from "../db";
import { env } from "../env";
import type { Scope } from "../scope/scope";

/**
 * Whether a partner's own people and keys cannot create another webhook, because it has as many as the settings allow. The
 * lender can go beyond for a partner. To be asked in the transaction that creates it: partners' creations wait for each
 * other here, so two at once cannot both take the last place.
 */
export async function partnerLimitReached(db: Db, { partnerId }: Scope): Promise<boolean> {
  if (partnerId === null) return false;
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`hookledger webhooks of ${partnerId}`}))`;
  const count = await db.webhook.count({ where: { partnerId, deletedAt: null } });
  return count >= env().HOOKLEDGER_PARTNER_WEBHOOKS;
}

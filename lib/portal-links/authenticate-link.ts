import { currentTime } from "../clock";
import { pool } from "../db";
import { apiKeyScopes } from "../scope/permissions";
import { type LinkTarget, makeScope, type Scope } from "../scope/scope";
import { listLinkPermissions } from "./link-permissions";
import { verifyLinkToken } from "./link-token";

/** Thrown for a link with a valid signature that no longer counts. Only those who got the link learn this. */
export class PortalLinkEnded extends Error {
  constructor(readonly reason: "expired" | "revoked") {
    super(
      reason === "expired"
        ? "This link has expired. Ask the application that showed it for a new one."
        : "This link was revoked. Ask the application that showed it for a new one.",
    );
    this.name = "PortalLinkEnded";
  }
}

/** What the name of a link's user ends with, in the history and in the audit trail. */
export const portalLinkSuffix = " (portal link)";

interface LinkRow {
  actor: string;
  entityType: string | null;
  entityId: string | null;
  webhookId: string | null;
  partnerId: string | null;
  resend: boolean;
  revoked: boolean;
  expired: boolean;
  apiKeyId: string;
  apiKeyScopes: string[];
}

/**
 * Returns the scope of the portal link in an `Authorization: Bearer hlp_...` header, or null when there is none or it is not signed. Throws
 * PortalLinkEnded for one that expired or was revoked, itself or with the API key that created it. Nothing is cached, so a revocation counts
 * at once in every process. The link has no permission that its key does not have.
 */
export async function authenticatePortalLink(
  authorization: string | null,
  now = currentTime(),
): Promise<Scope | null> {
  const id = verifyLinkToken(authorization);
  if (id === null) return null;
  const { rows } = await pool().query<LinkRow>({
    name: "portal-link",
    text: `SELECT l.actor, l.entity_type AS "entityType", l.entity_id AS "entityId", l.webhook_id AS "webhookId",
                  l.partner_id AS "partnerId", l.can_resend AS resend, k.id AS "apiKeyId", k.scopes AS "apiKeyScopes",
                  l.revoked_at IS NOT NULL OR k.revoked_at IS NOT NULL AS revoked,
                  least(l.expires_at, k.expires_at) <= $2 AS expired
           FROM portal_links l JOIN api_keys k ON k.id = l.api_key_id WHERE l.id = $1`,
    values: [id, now],
  });
  const [row] = rows;
  if (row?.revoked) throw new PortalLinkEnded("revoked");
  // A row is deleted only after its link has expired.
  if (!row || row.expired) throw new PortalLinkEnded("expired");
  const granted = apiKeyScopes.filter((name) => row.apiKeyScopes.includes(name));
  return makeScope({
    actor: { kind: "portalLink", id, name: `${row.actor}${portalLinkSuffix}` },
    partnerId: row.partnerId,
    permissions: listLinkPermissions(row).filter((permission) => granted.includes(permission)),
    link: { target: toTarget(row), apiKeyId: row.apiKeyId },
  });
}

function toTarget({ entityType, entityId, webhookId }: LinkRow): LinkTarget {
  if (entityType !== null && entityId !== null) return { kind: "entity", entityType, entityId };
  return webhookId === null ? { kind: "partner" } : { kind: "webhook", webhookId };
}

import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { notFound } from "@/lib/adapters/endpoint/problem";
import { jsonResponse } from "@/lib/adapters/endpoint/responses";
import { findPortalLink } from "@/lib/portal-links/queries";
import { revokePortalLink } from "@/lib/portal-links/revoke-link";

export const GET = endpoint(apiCalls.getPortalLink, async ({ scope, params: { portalLinkId = "" } }) => {
  const link = await findPortalLink(scope, portalLinkId);
  if (!link) throw notFound(`portal link ${portalLinkId}`);
  return jsonResponse(200, link);
});

export const DELETE = endpoint(
  apiCalls.revokePortalLink,
  async ({ scope, params: { portalLinkId = "" } }) => {
    if (!(await revokePortalLink(scope, portalLinkId))) throw notFound(`portal link ${portalLinkId}`);
    return { status: 204, headers: {}, body: null };
  },
);

import {
  createdLinkSchema,
  createLinkSchema,
  linkListQuerySchema,
  linkListSchema,
  linkSchema,
} from "../../portal-links/schema";
import type { Call } from "../endpoint/call";
import { createLinkErrors, listErrors } from "./documented-errors";

const createDescription = `For a frame in your own application: \`url\` is a page that shows the history of one entity (\`entityType\` and \`entityId\`), one webhook (\`webhookId\`) or a partner's webhooks (\`partnerId\`), and with \`resend\` also resends deliveries. It never shows bodies, headers, customer data, one-time codes, signing keys, users or API keys.

Create a link on your server for each user who opens the page, and name that user in \`actor\`: resends and the audit trail have this name. The link works for 15 minutes, or for \`expiresInSeconds\`, at most 8 hours, and no longer than the API key that created it. It has no permission that this key does not have: the key needs \`deliveries:read\`, for \`resend\` also \`deliveries:resend\`, and for a webhook or a partner also \`webhooks:read\`.

Browsers show the page only in frames of the origins in the setting \`HOOKLEDGER_EMBED_ORIGINS\`.`;

/** The native API's calls for portal links. */
export const portalLinkCalls = {
  createPortalLink: {
    method: "POST",
    path: "/api/v1/portal-links",
    summary: "Create a portal link",
    description: createDescription,
    permission: "portal-links:write",
    body: createLinkSchema,
    example: {
      actor: "ann@bank.example",
      entityType: "Loan",
      entityId: "L-102",
      resend: true,
      appearance: { name: "Bank Example", color: "#1d4ed8", theme: "light" },
    },
    errors: listErrors(createLinkErrors),
    response: {
      status: 201,
      body: createdLinkSchema,
      description:
        "Created. `url` and `token` are credentials, shown only once: give one of them to the browser of the user, and log neither.",
    },
  },
  listPortalLinks: {
    method: "GET",
    path: "/api/v1/portal-links",
    summary: "List portal links",
    permission: "portal-links:write",
    query: linkListQuerySchema,
    response: {
      status: 200,
      body: linkListSchema,
      description:
        "One page of the links that have not ended, newest first; send `nextCursor` as `cursor` to get the next page.",
    },
  },
  getPortalLink: {
    method: "GET",
    path: "/api/v1/portal-links/{portalLinkId}",
    summary: "Get a portal link",
    permission: "deliveries:read",
    acceptsPortalLinks: true,
    response: {
      status: 200,
      body: linkSchema,
      description: "The link, without its token. With a portal link, only that link can be read.",
    },
  },
  revokePortalLink: {
    method: "DELETE",
    path: "/api/v1/portal-links/{portalLinkId}",
    summary: "Revoke a portal link",
    permission: "portal-links:write",
    response: { status: 204, description: "Revoked. Its next request is rejected." },
  },
} satisfies Record<string, Call>;

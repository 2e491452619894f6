import { apiCalls } from "@/lib/adapters/api/calls";
import { createLinkErrors } from "@/lib/adapters/api/documented-errors";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { rejectionProblem } from "@/lib/adapters/api/rejection-problems";
import { findOrigin } from "@/lib/adapters/endpoint/find-origin";
import { jsonResponse, pageResponse } from "@/lib/adapters/endpoint/responses";
import { createPortalLink } from "@/lib/portal-links/create-link";
import { listPortalLinks } from "@/lib/portal-links/queries";

export const GET = endpoint(apiCalls.listPortalLinks, async ({ scope, query, request }) =>
  pageResponse(await listPortalLinks(scope, query), request),
);

export const POST = endpoint(apiCalls.createPortalLink, async ({ scope, body, request }) => {
  const created = await createPortalLink(scope, body);
  if (!created.ok) throw rejectionProblem(createLinkErrors, created);
  const { id, token } = created.link;
  const url = `${findOrigin(request.headers)}/embed#${token}`;
  return jsonResponse(201, { ...created.link, url }, { Location: `/api/v1/portal-links/${id}` });
});

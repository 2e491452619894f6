import { findSource } from "../../sources/receive/find-source";
import { receiveMessage } from "../../sources/receive/receive-message";
import { maxMessageBytes } from "../../sources/schema";
import { nativeConventions } from "../api/endpoint";
import { withErrorResponses } from "../endpoint/endpoint";
import type { ApiRequest } from "../endpoint/http-messages";
import { Problem } from "../endpoint/problem";
import { tooLarge } from "../endpoint/read-json";
import { jsonResponse } from "../endpoint/responses";
import { type RouteHandler, toRoute } from "../endpoint/to-route";

/**
 * The endpoint of POST and PUT /in/{token}. It answers 200, not 202, because some systems accept nothing else.
 * @param readAddress returns the IP address of the sender, from X-Forwarded-For
 */
export function receiveEndpoint(readAddress: (forwardedFor: string | null) => string | null): RouteHandler {
  return toRoute(
    withErrorResponses(nativeConventions, async (request, { token = "" }) => {
      const { method, url } = request;
      // Before the body is read: only who knows a URL can make this process hold a body.
      if (!(await findSource(token))) throw unknownSource();
      const received = await receiveMessage(token, {
        method,
        url,
        headers: request.listHeaders(),
        body: await readWholeBody(request),
        address: readAddress(request.headers.get("x-forwarded-for")),
      });
      if (received.ok) return jsonResponse(200, { id: received.id });
      if (received.rejected === "unknown_source") throw unknownSource();
      throw new Problem(401, "unverified", `The message did not verify. ${received.message}`);
    }),
  );
}

/** The endpoint of GET /in/{token}, with which a system or a person checks the URL. A GET with values would be lost behind a 200. */
export const pingEndpoint: RouteHandler = toRoute(
  withErrorResponses(nativeConventions, async ({ url }, { token = "" }) => {
    if (!(await findSource(token))) throw unknownSource();
    if (new URL(url).search.length > 1) {
      const detail = "A message cannot be sent with GET. Set up the system to send it with POST.";
      throw new Problem(405, "method_not_allowed", detail, { headers: { Allow: "POST, PUT, OPTIONS" } });
    }
    return jsonResponse(200, { ok: true });
  }),
);

async function readWholeBody(request: ApiRequest): Promise<Buffer> {
  const body =
    Number(request.headers.get("content-length") ?? 0) > maxMessageBytes
      ? null
      : await request.readBody(maxMessageBytes);
  if (!body) throw tooLarge(maxMessageBytes);
  return body;
}

function unknownSource(): Problem {
  const detail =
    "No source has this URL. Check that the URL was copied completely; if it was rotated, use the new one.";
  return new Problem(404, "not_found", detail);
}

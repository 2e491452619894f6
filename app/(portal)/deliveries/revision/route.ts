import { readCurrentSessionId } from "@/app/api/auth/current-scope";
import { parseHistoryQuery, readHistoryQuery } from "@/components/history/filters/history-query";
import { hideOneTimeCodes } from "@/lib/deliveries/hide-one-time-codes";
import { listHistory } from "@/lib/deliveries/history";
import { findDelivery } from "@/lib/deliveries/queries";
import { can } from "@/lib/scope/scope";
import { loadSessionScope } from "@/lib/sign-in/session-scope";
import { computeRevision } from "../compute-revision";
import { readLenderClock } from "../lender-clock";

/**
 * The revision of the history page with the same query or, with `traceId`, of one delivery. Open pages poll this route, so it
 * does not extend the session: an idle user is still signed out.
 */
export async function GET(request: Request): Promise<Response> {
  const sessionId = await readCurrentSessionId();
  const scope = sessionId ? await loadSessionScope(sessionId, { touch: false }) : null;
  if (!scope) return textResponse(401, "signed out");
  if (!can(scope, "deliveries:read")) return textResponse(403, "forbidden");
  const params = Object.fromEntries(new URL(request.url).searchParams);
  if (params.traceId) {
    const delivery = await findDelivery(scope, params.traceId);
    if (!delivery) return textResponse(404, "not found");
    return textResponse(200, computeRevision(await hideOneTimeCodes([delivery])));
  }
  const parsed = parseHistoryQuery(readHistoryQuery(params), readLenderClock());
  if (!parsed.ok) return textResponse(400, "bad query");
  const { items } = await listHistory(scope, parsed.page, "attempted");
  return textResponse(200, computeRevision(await hideOneTimeCodes(items)));
}

function textResponse(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}

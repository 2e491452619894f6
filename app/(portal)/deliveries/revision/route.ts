import { currentSessionId } from "@/app/api/auth/current-scope";
import { parseHistoryQuery, readHistoryQuery } from "@/components/history/filters/history-query";
import { findDelivery, listHistory } from "@/lib/deliveries/queries";
import { can } from "@/lib/scope/scope";
import { loadSessionScope } from "@/lib/sign-in/session-scope";
import { computeRevision } from "../compute-revision";

/**
 * The revision of what a history page with the same query shows, or with `traceId` of one delivery. Asked again and
 * again by open pages, so it does not count as a sign of a person: an idle session still ends.
 */
export async function GET(request: Request): Promise<Response> {
  const sessionId = await currentSessionId();
  const scope = sessionId ? await loadSessionScope(sessionId, { touch: false }) : null;
  if (!scope) return answer(401, "signed out");
  if (!can(scope, "deliveries:read")) return answer(403, "forbidden");
  const params = Object.fromEntries(new URL(request.url).searchParams);
  if (params.traceId) {
    const delivery = await findDelivery(scope, params.traceId);
    return delivery ? answer(200, computeRevision([delivery])) : answer(404, "not found");
  }
  const parsed = parseHistoryQuery(readHistoryQuery(params));
  if (!parsed.ok) return answer(400, "bad query");
  return answer(200, computeRevision((await listHistory(scope, parsed.page)).items));
}

function answer(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}

import { readCurrentSessionId } from "@/app/api/auth/current-scope";
import { describeOpenIncidents } from "@/components/incidents/describe-incident";
import { parseIncidentQuery, readIncidentQuery } from "@/components/incidents/incident-query";
import { canReadIncidents } from "@/lib/incidents/access";
import { findIncidentWithHistory } from "@/lib/incidents/history";
import { listIncidents, summarizeIncidents } from "@/lib/incidents/queries";
import { loadSessionScope } from "@/lib/sign-in/session-scope";
import { computeIncidentRevision } from "../compute-revision";

/**
 * The revision of the list of incidents with the same query; with `incidentId`, of one incident; with `page=line`, the text of the line on
 * every page. Open pages request this route, so it does not extend the session.
 */
export async function GET(request: Request): Promise<Response> {
  const sessionId = await readCurrentSessionId();
  const scope = sessionId ? await loadSessionScope(sessionId, { touch: false }) : null;
  if (!scope) return textResponse(401, "signed out");
  if (!canReadIncidents(scope)) return textResponse(403, "forbidden");
  const { page, incidentId, ...params } = Object.fromEntries(new URL(request.url).searchParams);
  if (page === "line") {
    const summary = await summarizeIncidents(scope);
    return textResponse(200, summary ? describeOpenIncidents(summary) : "");
  }
  if (incidentId) {
    const incident = await findIncidentWithHistory(scope, incidentId);
    return incident ? textResponse(200, computeIncidentRevision([incident])) : textResponse(404, "not found");
  }
  const parsed = parseIncidentQuery(readIncidentQuery(params));
  if (!parsed.ok) return textResponse(400, "bad query");
  return textResponse(200, computeIncidentRevision((await listIncidents(scope, parsed.page)).items));
}

function textResponse(status: number, text: string): Response {
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(text, { status, headers });
}

import { readCurrentSessionId } from "@/app/api/auth/current-scope";
import { can } from "@/lib/scope/scope";
import { loadSessionScope } from "@/lib/sign-in/session-scope";
import { loadRevision } from "../load-revision";

/**
 * The revision of the list of sources, of a source's messages or of one message (see load-revision.ts). Open pages poll this route, so it
 * does not extend the session: an idle user is still signed out.
 */
export async function GET(request: Request): Promise<Response> {
  const sessionId = await readCurrentSessionId();
  const scope = sessionId ? await loadSessionScope(sessionId, { touch: false }) : null;
  if (!scope) return textResponse(401, "signed out");
  if (!can(scope, "sources:read")) return textResponse(403, "forbidden");
  const revision = await loadRevision(scope, Object.fromEntries(new URL(request.url).searchParams));
  return revision === null ? textResponse(404, "not found") : textResponse(200, revision);
}

function textResponse(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}

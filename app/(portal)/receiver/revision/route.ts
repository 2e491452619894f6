import { readCurrentSessionId } from "@/app/api/auth/current-scope";
import { getReceiverRevision, isDemo } from "@/lib/demo-receiver/receiver";
import { can } from "@/lib/scope/scope";
import { loadSessionScope } from "@/lib/sign-in/session-scope";

/** The revision of the receiver's page. The page polls this route, so a request does not extend the session. */
export async function GET(): Promise<Response> {
  const sessionId = await readCurrentSessionId();
  const scope = sessionId ? await loadSessionScope(sessionId, { touch: false }) : null;
  if (!scope) return textResponse(401, "signed out");
  if (scope.partnerId !== null || !can(scope, "webhooks:read")) return textResponse(403, "forbidden");
  return isDemo() ? textResponse(200, getReceiverRevision()) : textResponse(404, "not found");
}

function textResponse(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
  });
}

import { readCurrentSessionId } from "@/app/api/auth/current-scope";
import { can } from "@/lib/scope/scope";
import { findWebhooks } from "@/lib/search/find-webhooks";
import { loadSessionScope } from "@/lib/sign-in/session-scope";

const maxChoices = 20;

/** The webhooks whose names contain `q`, for the filter of a history: `[{id, name}]`. */
export async function GET(request: Request): Promise<Response> {
  const sessionId = await readCurrentSessionId();
  const scope = sessionId ? await loadSessionScope(sessionId) : null;
  if (!scope) return Response.json({ error: "signed out" }, { status: 401 });
  if (!can(scope, "deliveries:read")) return Response.json({ error: "forbidden" }, { status: 403 });
  const text = (new URL(request.url).searchParams.get("q") ?? "").trim().slice(0, 200);
  return Response.json(await findWebhooks(scope, text, maxChoices), {
    headers: { "Cache-Control": "no-store" },
  });
}

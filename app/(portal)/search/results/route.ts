import { readCurrentSessionId } from "@/app/api/auth/current-scope";
import type { SearchAnswer } from "@/components/shell/search-result";
import { can } from "@/lib/scope/scope";
import { quickSearch, search } from "@/lib/search/search";
import { loadSessionScope } from "@/lib/sign-in/session-scope";
import { toResult } from "../to-result";

/** What `q` finds, for the search dialog: a few results of each kind. */
export async function GET(request: Request): Promise<Response> {
  const sessionId = await readCurrentSessionId();
  const scope = sessionId ? await loadSessionScope(sessionId) : null;
  if (!scope) return Response.json({ error: "signed out" }, { status: 401 });
  const canReadWebhooks = can(scope, "webhooks:read");
  if (!canReadWebhooks && !can(scope, "deliveries:read"))
    return Response.json({ error: "forbidden" }, { status: 403 });
  const text = (new URL(request.url).searchParams.get("q") ?? "").slice(0, 200);
  const { matches, tailSearch } = await search(scope, text, quickSearch);
  const answer: SearchAnswer = {
    results: matches.map((match) => toResult(match, canReadWebhooks)),
    tailSearch,
  };
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
}

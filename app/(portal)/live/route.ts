import { readCurrentSessionId } from "@/app/api/auth/current-scope";
import { watchSchema } from "@/components/live/schema";
import { type FollowedWatch, followWatches } from "@/lib/live/follow-watches";
import type { Scope } from "@/lib/scope/scope";
import { loadSessionScope } from "@/lib/sign-in/session-scope";
import { toWatch } from "./to-watch";

/** The most things that a page follows. */
const maxWatches = 10;

/**
 * Waits until something on an open page has changed, and says what (decision 45). Each `watch` in the query is one thing that the page
 * follows. Not activity: it does not extend the session, so an idle user is still signed out.
 */
export async function GET(request: Request): Promise<Response> {
  const sessionId = await readCurrentSessionId();
  let scope: Scope | null = null;
  const isLive = async () => {
    scope = sessionId ? await loadSessionScope(sessionId, { touch: false }) : null;
    return scope !== null;
  };
  const given = watchSchema.array().max(maxWatches).safeParse(readWatches(request.url));
  const watches = given.success ? given.data.map((watch) => toWatch(watch, () => scope)) : [];
  const followed = await followWatches(watches, { isLive, signal: request.signal });
  return followed ? respond(200, followed) : respond(401, []);
}

function respond(status: number, watches: readonly FollowedWatch[]): Response {
  return Response.json({ watches }, { status, headers: { "Cache-Control": "no-store" } });
}

function readWatches(url: string): unknown {
  try {
    return new URL(url).searchParams.getAll("watch").map((text) => JSON.parse(text));
  } catch {
    return null;
  }
}

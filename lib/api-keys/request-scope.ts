import type { Scope } from "../scope/scope";
import { sessionScope } from "../sign-in/session-scope";
import { apiKeyScope } from "./api-key-scope";
import { isBearer } from "./api-key-token";

/**
 * Who sends an API request: its API key's scope; without a key, for reads only (the portal's downloads), the scope
 * of the signed-in session. A cookie never authorises a write here: other sites can make a browser send it.
 * A key that is not valid is rejected even if there is a session. Null: answer 401.
 */
export async function requestScope(request: Request, sessionId?: string | null): Promise<Scope | null> {
  const authorization = request.headers.get("authorization");
  if (isBearer(authorization)) return apiKeyScope(authorization);
  const reads = request.method === "GET" || request.method === "HEAD";
  return reads && sessionId ? sessionScope(sessionId) : null;
}

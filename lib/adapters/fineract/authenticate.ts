import { authenticateApiKey } from "../../api-keys/authenticate-api-key";
import { countRequest } from "../../api-keys/rate-limit";
import { tenantIdSchema } from "../../dialects/fineract/fineract";
import type { Permission } from "../../scope/permissions";
import { requirePermission, type Scope } from "../../scope/scope";
import { unauthenticated, wrongTenant } from "./fineract-error";

/**
 * Fineract's clients sign in by Basic (RFC 7617). The password is an API key, the user name is anybody's: the key
 * alone says who asks. A bearer goes through as it is.
 */
function asBearer(authorization: string | null): string | null {
  const encoded = /^basic +([\w+/-]+=*) *$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return authorization;
  const pair = Buffer.from(encoded, "base64").toString();
  return `Bearer ${pair.slice(pair.indexOf(":") + 1)}`;
}

/** Throws Fineract's 401 when nobody valid asks, RateLimitExceeded above a partner's rate, and Forbidden without the permission. */
export async function authenticate(
  request: Request,
  authorization: string | null,
  permission: Permission,
): Promise<Scope> {
  const scope = await authenticateApiKey(asBearer(authorization));
  if (!scope) throw unauthenticated();
  await countRequest(request, scope);
  requirePermission(scope, permission);
  return scope;
}

/**
 * The tenant that a request names, in the header or, as old clients do, in the query. There is one tenant here (an
 * API key's partner is what keeps others out), so it is only remembered and sent along.
 */
export function tenantOf(request: Request): string {
  const query = new URL(request.url).searchParams.get("tenantIdentifier");
  const named = request.headers.get("fineract-platform-tenantid") ?? query;
  if (named === null) return "default";
  const parsed = tenantIdSchema.safeParse(named.trim());
  if (!parsed.success) throw wrongTenant();
  return parsed.data;
}

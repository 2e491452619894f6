import type { z } from "zod";
import { authenticateApiKey } from "../../api-keys/authenticate-api-key";
import { addRateLimitHeaders, countRequest, RateLimitExceeded } from "../../api-keys/rate-limit";
import { CannotUnseal } from "../../crypto/seal";
import { isDatabaseUnavailable } from "../../database/database-errors";
import { OverBudget } from "../../evaluation/over-budget";
import { BacklogFull } from "../../events/backlog-limit";
import { newId } from "../../ids";
import { log } from "../../log";
import { authenticatePortalLink, PortalLinkEnded } from "../../portal-links/authenticate-link";
import { Forbidden, requirePermission, requirePermissionWithinTarget, type Scope } from "../../scope/scope";
import type { Call, PublicCall } from "./call";
import type { ApiRequest, ApiResponse } from "./http-messages";
import { Problem } from "./problem";

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** A request to a public call, parsed by the call's schemas. */
export interface PublicInput<C extends PublicCall> {
  /** The variable parts of the path, such as webhookId. */
  params: Record<string, string>;
  query: Parsed<C["query"]>;
  body: Parsed<C["body"]>;
  request: ApiRequest;
}

/** A request to a call that requires an API key; the scope is that of the API key or, if the call accepts them, of a portal link. */
export interface CallInput<C extends Call> extends PublicInput<C> {
  scope: Scope;
}

/** `params`: the variable parts of the path. */
export type Endpoint = (request: ApiRequest, params: Record<string, string>) => Promise<ApiResponse>;

export interface Fields {
  query: unknown;
  body: unknown;
}

/** What differs between the adapters: how their clients authenticate and send fields, and the errors they expect. */
export interface Conventions {
  /** Checks a request before its API key is looked up. Throws a Problem. */
  precheck?: (request: ApiRequest) => void;
  /** Returns the API key as a bearer Authorization header. `fields` is set only for a call whose API key is in the body. */
  authorization: (request: ApiRequest, fields?: Fields) => string | null;
  /** Builds the 401 for an API key that is missing, unknown, revoked or expired. */
  unauthenticated: () => Problem;
  /** Reads query and body and parses them by the call's schemas. Throws a Problem. */
  readFields: (request: ApiRequest, call: PublicCall) => Promise<Fields>;
  errorResponse: (problem: Problem, requestId: string) => ApiResponse;
}

/**
 * The endpoint of one call: authenticates, counts the request against the rate limit, checks the permission, reads
 * query and body, and calls `handle`, which calls a use case. Whatever is thrown becomes the adapter's error response.
 */
export function createEndpoint<C extends Call>(
  call: C,
  handle: (input: CallInput<C>) => Promise<ApiResponse>,
  conventions: Conventions,
): Endpoint {
  return withErrorResponses(conventions, async (request, params) => {
    conventions.precheck?.(request);
    const headerScope = call.keyIn === "body" ? undefined : await authenticate(request, call, conventions);
    const fields = await conventions.readFields(request, call);
    const scope = headerScope ?? (await authenticate(request, call, conventions, fields));
    return handle({ ...fields, scope, params, request } as CallInput<C>);
  });
}

/** The endpoint of a public call: like createEndpoint, but without an API key, a permission or a scope. */
export function createPublicEndpoint<C extends PublicCall>(
  call: C,
  handle: (input: PublicInput<C>) => Promise<ApiResponse>,
  conventions: Conventions,
): Endpoint {
  return withErrorResponses(conventions, async (request, params) => {
    const fields = await conventions.readFields(request, call);
    return handle({ ...fields, params, request } as PublicInput<C>);
  });
}

/** Turns an error that `endpoint` throws into an error response, and adds the RateLimit headers if the request was counted. */
export function withErrorResponses(conventions: Conventions, endpoint: Endpoint): Endpoint {
  return async (request, params) => {
    const requestId = newId();
    try {
      return addRateLimitHeaders(request, await endpoint(request, params));
    } catch (error) {
      return addRateLimitHeaders(request, conventions.errorResponse(toProblem(error, requestId), requestId));
    }
  };
}

/**
 * Returns the scope of the request's API key or, if the call accepts them, portal link. Throws a 401, RateLimitExceeded or, if the call's
 * permission is missing, Forbidden.
 */
async function authenticate(
  request: ApiRequest,
  { permission, acceptsPortalLinks = false }: Call,
  { authorization, unauthenticated }: Conventions,
  fields?: Fields,
): Promise<Scope> {
  const credentials = authorization(request, fields);
  const scope =
    (await authenticateApiKey(credentials)) ??
    (acceptsPortalLinks ? await authenticatePortalLink(credentials) : null);
  if (!scope) throw unauthenticated();
  await countRequest(request, scope);
  if (acceptsPortalLinks) requirePermissionWithinTarget(scope, permission);
  else requirePermission(scope, permission);
  return scope;
}

/** Converts an error to a problem. An unexpected error is logged, and becomes a 503 if the database is unavailable, otherwise a 500. */
function toProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RateLimitExceeded) {
    return new Problem(429, "rate_limited", error.message, { headers: error.headers });
  }
  if (error instanceof PortalLinkEnded)
    return new Problem(401, `portal_link_${error.reason}`, error.message, {
      headers: { "WWW-Authenticate": "Bearer" },
    });
  if (error instanceof Forbidden) return new Problem(403, "forbidden", error.message);
  if (error instanceof CannotUnseal) return new Problem(503, "secret_unreadable", error.message);
  if (error instanceof OverBudget) {
    const headers = { "Retry-After": String(error.retryAfterSeconds) };
    return new Problem(503, "over_budget", error.message, { headers });
  }
  if (error instanceof BacklogFull) {
    const headers = { "Retry-After": String(error.retryAfterSeconds) };
    return new Problem(429, "backlog_full", error.message, { headers });
  }
  log.error({ requestId, error: error instanceof Error ? error.stack : String(error) }, "request failed");
  const detail = `The request failed. Retry it; if it keeps failing, give the request ID ${requestId} to the operator.`;
  return isDatabaseUnavailable(error)
    ? new Problem(503, "unavailable", detail, { headers: { "Retry-After": "5" } })
    : new Problem(500, "internal_error", detail);
}

import type { z } from "zod";
import { authenticateApiKey } from "../../api-keys/authenticate-api-key";
import { addRateLimitHeaders, countRequest, RateLimitExceeded } from "../../api-keys/rate-limit";
import { CannotUnseal } from "../../crypto/seal";
import { isDatabaseAway } from "../../db";
import { OverBudget } from "../../evaluation/over-budget";
import { newId } from "../../ids";
import { writeJson } from "../../json/write-json";
import { log } from "../../log";
import { Forbidden, requirePermission, type Scope } from "../../scope/scope";
import type { Call, PublicCall } from "../endpoint/call";
import { notFound, Problem, problemResponse } from "../endpoint/problem";
import { readExactJson, readJson } from "../endpoint/read-json";
import { readQuery } from "../endpoint/read-query";
import { parseInput } from "./validate";

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export interface CallInput<C extends PublicCall> {
  scope: Scope;
  /** The parts of the path that vary, such as webhookId. */
  params: Record<string, string>;
  query: Output<C["query"]>;
  body: Output<C["body"]>;
  request: Request;
}

export type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

const smallBody = 64 * 1024;

/** How an adapter differs from the native API. */
interface Manners {
  /** A rejection in the adapter's own shape. */
  reject: (problem: Problem, requestId: string) => Response;
  /** What becomes of query parameters that the call has not. */
  unknownQuery: "rejected" | "ignored";
}

const native: Manners = { reject: problemResponse, unknownQuery: "rejected" };

/**
 * Makes the route handler of one call of the API: authenticates, checks the permission, parses what came by the
 * call's schemas, lets `handle` call its use case, and turns whatever is thrown into a problem answer.
 */
export function endpoint<C extends Call>(
  call: C,
  handle: (asked: CallInput<C>) => Promise<Response>,
  manners: Manners = native,
): RouteHandler {
  return answering(async (request, context) => {
    const scope = await authenticate(request, call);
    return handle({ scope, ...(await parsed(call, request, context, manners)) });
  }, manners);
}

/** The same for a call that anybody may make, without a key: it has no scope. */
export function publicEndpoint<C extends PublicCall>(
  call: C,
  handle: (asked: Omit<CallInput<C>, "scope">) => Promise<Response>,
): RouteHandler {
  return answering(async (request, context) => handle(await parsed(call, request, context, native)));
}

function answering(handler: RouteHandler, { reject } = native): RouteHandler {
  return async (request, context) => {
    const requestId = newId();
    try {
      return addRateLimitHeaders(request, await handler(request, context));
    } catch (error) {
      return addRateLimitHeaders(request, reject(asProblem(error, requestId), requestId));
    }
  };
}

/** Answers a call that there is not. */
export const unknownCall: RouteHandler = answering(async ({ method, url }) => {
  const path = new URL(url).pathname.slice(0, 200);
  throw notFound(`call ${method} ${path}. /api/v1/openapi.json lists every call`);
});

async function parsed<C extends PublicCall>(
  call: C,
  request: Request,
  context: Parameters<RouteHandler>[1],
  { unknownQuery }: Manners,
): Promise<Omit<CallInput<C>, "scope">> {
  const given = readQuery(request, call.query, unknownQuery);
  const query = call.query && parseInput(call.query, given);
  const read = call.exactNumbers ? readExactJson : readJson;
  const sent = call.body && (await read(request, call.maxBytes ?? smallBody, call.emptyBody && {}));
  const body = call.body && parseInput(call.body, sent);
  return { params: await context.params, query, body, request } as Omit<CallInput<C>, "scope">;
}

/** Whose API key came with the request, which it counts. Throws a 401, RateLimitExceeded, or Forbidden without the permission of the call. */
export async function authenticate(request: Request, call: Call): Promise<Scope> {
  const scope = await authenticateApiKey(request.headers.get("authorization"));
  if (!scope) {
    const detail = "Send an API key that is valid: Authorization: Bearer <key>.";
    throw new Problem(401, "unauthenticated", detail, { headers: { "WWW-Authenticate": "Bearer" } });
  }
  await countRequest(request, scope);
  requirePermission(scope, call.permission);
  return scope;
}

/** What went wrong, as an answer: what was thrown on purpose, or a logged fault of ours. */
export function asProblem(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RateLimitExceeded) {
    return new Problem(429, "rate_limited", error.message, { headers: error.headers });
  }
  if (error instanceof Forbidden) return new Problem(403, "forbidden", error.message);
  if (error instanceof CannotUnseal) return new Problem(503, "secret_unreadable", error.message);
  if (error instanceof OverBudget) {
    const headers = { "Retry-After": String(error.retryAfterSeconds) };
    return new Problem(503, "over_budget", error.message, { headers });
  }
  log.error({ requestId, error: error instanceof Error ? error.stack : String(error) }, "a request failed");
  const detail = "The request was not carried out. Try again; if it stays, give the operator this requestId.";
  return isDatabaseAway(error)
    ? new Problem(503, "unavailable", detail, { headers: { "Retry-After": "5" } })
    : new Problem(500, "internal_error", detail);
}

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(writeJson(body), {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers },
  });
}

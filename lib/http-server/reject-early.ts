import type { IncomingMessage } from "node:http";
import { Problem } from "../adapters/endpoint/problem";
import { type Adapter, adapterOf } from "../adapters/reference/adapters";
import { newId } from "../ids";
import { allowedMethods, everyMethod } from "./allowed-methods";
import { invalidRequest } from "./invalid-request";

/**
 * Answers what no route should see, because Next would say nothing of use or 500: targets and hosts that are broken, methods
 * that a path has not, OPTIONS. In the words of the adapter that the path belongs to; a page's in plain text. Undefined for
 * everything else.
 */
export function rejectEarly(request: IncomingMessage): Response | undefined {
  if (request.method === "OPTIONS" && request.url === "*") return allow(everyMethod);
  const fault = invalidRequest(request);
  const [path = ""] = (request.url ?? "").split("?", 1);
  const adapter = adapterOf(path);
  return fault ? reject(adapter, fault) : rejectMethod(request, path, adapter);
}

function rejectMethod(
  { method = "", headers }: IncomingMessage,
  path: string,
  adapter: Adapter | undefined,
): Response | undefined {
  const allowed = allowedMethods(path, adapter);
  if (allowed.includes(method)) return undefined;
  if (method !== "OPTIONS") return reject(adapter, methodNotAllowed(method, allowed));
  // A browser's preflight is answered by the headers in next.config.js.
  return headers["access-control-request-method"] ? undefined : allow(allowed);
}

/** A 405 with the methods that there are. */
export function methodNotAllowed(method: string, allowed: string[]): Problem {
  const detail = `This address does not answer ${method}. Use ${allowed.join(", ")}.`;
  const headers = { Allow: [...allowed, "OPTIONS"].join(", ") };
  return new Problem(405, "method_not_allowed", detail, { headers });
}

function allow(methods: string[]): Response {
  return new Response(null, { status: 204, headers: { Allow: [...methods, "OPTIONS"].join(", ") } });
}

function reject(adapter: Adapter | undefined, problem: Problem): Response {
  return adapter?.errorResponse(problem, newId()) ?? plainText(problem);
}

function plainText({ status, message, extra }: Problem): Response {
  const headers = {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    ...extra.headers,
  };
  return new Response(`${message}\n`, { status, headers });
}

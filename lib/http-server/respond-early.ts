import type { IncomingMessage } from "node:http";
import type { ApiResponse } from "../adapters/endpoint/http-messages";
import { Problem } from "../adapters/endpoint/problem";
import { type Adapter, findAdapter } from "../adapters/reference/adapters";
import { newId } from "../ids";
import { allMethods, listAllowedMethods } from "./allowed-methods";
import { normalizeAndCheckRequest } from "./check-request";

/**
 * Returns the response to a request that must not reach a route, because Next's own response would be a 500 or unhelpful: an
 * invalid target or Host header, a method that the path does not support, or OPTIONS. Errors have the format of the path's
 * adapter; for a page they are plain text. Returns undefined for every other request, whose URL may have been changed.
 */
export function respondEarly(request: IncomingMessage): ApiResponse | undefined {
  if (request.method === "OPTIONS" && request.url === "*") return optionsResponse(allMethods);
  const problem = normalizeAndCheckRequest(request);
  request.url = removeFinalSlash(request.url ?? "");
  const [path = ""] = request.url.split("?", 1);
  return problem ? rejectionResponse(findAdapter(path), problem) : checkMethod(request, path);
}

const maxKnownPaths = 1_000;
/** Caches the adapter and the methods of each requested path, because finding them tests dozens of patterns. */
const knownPaths = new Map<string, { adapter: Adapter | undefined; allowed: string[] }>();

function lookUpPath(path: string) {
  const known = knownPaths.get(path);
  if (known) return known;
  const adapter = findAdapter(path);
  const found = { adapter, allowed: listAllowedMethods(path, adapter) };
  if (knownPaths.size >= maxKnownPaths) knownPaths.clear();
  knownPaths.set(path, found);
  return found;
}

/** Removes the slash at the end of a target's path if its adapter ignores it. */
function removeFinalSlash(target: string): string {
  const [path = ""] = target.split("?", 1);
  return path.endsWith("/") && findAdapter(path)?.ignoresFinalSlash
    ? path.slice(0, -1) + target.slice(path.length)
    : target;
}

function checkMethod({ method = "", headers }: IncomingMessage, path: string): ApiResponse | undefined {
  const { adapter, allowed } = lookUpPath(path);
  if (allowed.includes(method)) return undefined;
  if (method !== "OPTIONS") return rejectionResponse(adapter, methodNotAllowed(method, allowed));
  // Next responds to a browser's preflight request, with the CORS headers of next.config.js.
  return headers["access-control-request-method"] ? undefined : optionsResponse(allowed);
}

export function methodNotAllowed(method: string, allowed: string[]): Problem {
  const detail = `This URL does not support ${method}. Use ${allowed.join(", ")}.`;
  const headers = { Allow: [...allowed, "OPTIONS"].join(", ") };
  return new Problem(405, "method_not_allowed", detail, { headers });
}

function optionsResponse(methods: string[]): ApiResponse {
  return { status: 204, headers: { Allow: [...methods, "OPTIONS"].join(", ") }, body: null };
}

function rejectionResponse(adapter: Adapter | undefined, problem: Problem): ApiResponse {
  return adapter?.errorResponse(problem, newId()) ?? plainTextResponse(problem);
}

function plainTextResponse({ status, message, extra }: Problem): ApiResponse {
  const headers = {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    ...extra.headers,
  };
  return { status, headers, body: `${message}\n` };
}

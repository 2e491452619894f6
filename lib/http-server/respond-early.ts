import type { IncomingMessage } from "node:http";
import type { ApiResponse } from "../adapters/endpoint/http-messages";
import { Problem } from "../adapters/endpoint/problem";
import { type Adapter, findAdapter } from "../adapters/reference/adapters";
import { newId } from "../ids";
import { allMethods, listAllowedMethods } from "./allowed-methods";
import { normalizeAndCheckRequest } from "./check-request";

/**
 * The response to a request that no route should see, because Next's own would be a 500 or say nothing useful: an invalid target
 * or Host, a method that the path does not support, OPTIONS. Errors have the shape of the path's adapter, and are plain text
 * for a page. Undefined for every other request.
 */
export function respondEarly(request: IncomingMessage): ApiResponse | undefined {
  if (request.method === "OPTIONS" && request.url === "*") return optionsResponse(allMethods);
  const problem = normalizeAndCheckRequest(request);
  const [path = ""] = (request.url ?? "").split("?", 1);
  return problem ? rejectionResponse(findAdapter(path), problem) : checkMethod(request, path);
}

const maxKnownPaths = 1_000;
/** The adapter and the methods of paths that were requested: finding them tests dozens of patterns. */
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

function checkMethod({ method = "", headers }: IncomingMessage, path: string): ApiResponse | undefined {
  const { adapter, allowed } = lookUpPath(path);
  if (allowed.includes(method)) return undefined;
  if (method !== "OPTIONS") return rejectionResponse(adapter, methodNotAllowed(method, allowed));
  // Next answers a browser's preflight, with the headers of next.config.js.
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

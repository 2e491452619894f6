import type { Adapter } from "../adapters/reference/adapters";
import { findHttpMethods } from "../adapters/reference/find-http-methods";

/** All methods that any route supports. The API's catch-all route, which responds with 404, supports all of them. */
export const allMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Routes that are neither an adapter's nor a page of the portal. */
const pathExceptions: [RegExp, string[]][] = [
  [/^\/api\/auth\//, ["GET", "HEAD", "POST"]],
  [/^\/api\/inngest$/, ["GET", "HEAD", "POST", "PUT"]],
];

/** The methods that a path supports, without OPTIONS. A path that supports GET also supports HEAD (RFC 9110, section 9.1). */
export function listAllowedMethods(path: string, adapter: Adapter | undefined): string[] {
  const exception = pathExceptions.find(([pattern]) => pattern.test(path));
  if (exception) return exception[1];
  // A path without an adapter is a page of the portal. Its server actions use POST.
  if (!adapter) return ["GET", "HEAD", "POST"];
  const methods = findHttpMethods(adapter, path);
  return methods?.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])) ?? allMethods;
}

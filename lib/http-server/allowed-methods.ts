import type { Adapter } from "../adapters/reference/adapters";
import { findHttpMethods } from "../adapters/reference/find-http-methods";

/** The methods of all routes, and of the API's catch-all, which responds with 404. */
export const allMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Routes outside the adapters and the portal's pages. */
const pathExceptions: [RegExp, string[]][] = [
  [/^\/api\/auth\//, ["GET", "HEAD", "POST"]],
  [/^\/api\/inngest$/, ["GET", "HEAD", "POST", "PUT"]],
];

/** The methods that a path supports, without OPTIONS. What supports GET supports HEAD (RFC 9110, section 9.1). */
export function listAllowedMethods(path: string, adapter: Adapter | undefined): string[] {
  const exception = pathExceptions.find(([pattern]) => pattern.test(path));
  if (exception) return exception[1];
  // Pages; POST is for their server actions.
  if (!adapter) return ["GET", "HEAD", "POST"];
  const methods = findHttpMethods(adapter, path);
  return methods?.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])) ?? allMethods;
}

import type { Adapter } from "../adapters/reference/adapters";
import { methodsAt } from "../adapters/reference/methods-at";

/** What some route of ours answers: the catch-all of the API, for one, says that there is nothing. */
export const everyMethod = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** Where it is not the portal's pages, which are read, and are sent server actions. */
const others: [RegExp, string[]][] = [
  [/^\/api\/auth\//, ["GET", "HEAD", "POST"]],
  [/^\/api\/inngest$/, ["GET", "HEAD", "POST", "PUT"]],
];

/** The methods that a path answers, but for OPTIONS. What answers GET answers HEAD (RFC 9110, section 9.1). */
export function allowedMethods(path: string, adapter: Adapter | undefined): string[] {
  const other = others.find(([fits]) => fits.test(path));
  if (other) return other[1];
  if (!adapter) return ["GET", "HEAD", "POST"];
  const methods = methodsAt(adapter, path);
  return methods?.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])) ?? everyMethod;
}

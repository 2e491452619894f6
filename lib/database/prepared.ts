// A separate file, because lists and answers of several modules are read with such statements.
import { createHash } from "node:crypto";

/**
 * Returns a query that Postgres plans about once for each connection instead of each time: planning a statement over all partitions takes
 * several times as long as reading a page. It has to be a statement whose plan suits any values, and of which there are few texts, because
 * a session keeps each of them.
 */
export function prepared(text: string, values: unknown[]): { name: string; text: string; values: unknown[] } {
  return { name: createHash("sha256").update(text).digest("base64url"), text, values };
}

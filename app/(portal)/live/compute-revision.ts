// Short file: pages and the watches that follow them must compute the same revisions.
import { createHash } from "node:crypto";

/** A hash that changes whenever what is shown changes. */
export function computeRevision(...shown: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 22);
}

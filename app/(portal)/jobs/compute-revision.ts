import { createHash } from "node:crypto";
import type { JobView } from "@/lib/jobs/schema";

/** A hash that changes whenever the state or the progress of one of these jobs changes, or one of the `figures` changes. */
export function computeJobRevision(
  jobs: readonly JobView[],
  ...figures: readonly (string | number)[]
): string {
  const visible = jobs.map(({ id, state, reason, total, released, created, succeeded, failed }) => [
    ...[id, state, reason?.code, total, released, created, succeeded, failed],
  ]);
  return createHash("sha256")
    .update(JSON.stringify([visible, figures]))
    .digest("base64url")
    .slice(0, 22);
}

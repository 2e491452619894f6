import { ResendJobButton } from "@/components/jobs/resend-job-button";
import { countResendableFailures } from "@/lib/deliveries/resend-obstacles";
import { can, type Scope } from "@/lib/scope/scope";
import { startJobAction } from "../jobs/actions";
import type { Entity } from "./history-rows";

/** Counting for the label stops at this number; the dialog counts all failed deliveries. */
const maxCounted = 1_000;

/** "Resend the 3 that failed…" for an entity; nothing if none failed, or the user cannot resend. */
export async function ResendFailed({ scope, entity }: { scope: Scope; entity: Entity }) {
  if (!can(scope, "deliveries:resend")) return null;
  const count = await countResendableFailures(scope, entity, maxCounted + 1);
  if (count === 0) return null;
  const { entityType, entityId } = entity;
  return (
    <ResendJobButton
      variant="outline"
      input={{ kind: "resend", filter: { entityType, entityId, states: ["failed"] } }}
      startJob={startJobAction}
    >
      {formatLabel(count)}
    </ResendJobButton>
  );
}

function formatLabel(count: number): string {
  if (count === 1) return "Resend the one that failed…";
  return count > maxCounted
    ? "Resend all that failed…"
    : `Resend the ${count.toLocaleString("en")} that failed…`;
}

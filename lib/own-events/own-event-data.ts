import type { Warning } from "../failure-policy/decide-warning";
import type { FailurePolicy } from "../failure-policy/schema";
import type { PauseReason } from "../reasons/codes";
import type { OwnEventName } from "./names";

interface WebhookFacts {
  webhookId: string;
  webhookName: string;
}

/** The recorded data of each own event: codes and parameters. The data of the published event also has a sentence, `summary`. */
export interface OwnEventData extends Record<OwnEventName, object> {
  "hookledger.webhook.paused": WebhookFacts & { reason: PauseReason; deliveryId: string };
  "hookledger.webhook.failing": WebhookFacts & {
    warning: Warning;
    deliveryId: string;
    failurePolicy: FailurePolicy;
  };
  /** `from`: "paused" if the webhook was enabled again, "failing" if its deliveries succeed again. */
  "hookledger.webhook.recovered": WebhookFacts & { from: "paused" | "failing"; by: string | null };
  /** The failed deliveries of one minute: how many there are, and the first of them. */
  "hookledger.delivery.failed": WebhookFacts & { count: number; traceIds: string[] };
  "hookledger.job.finished": {
    jobId: string;
    kind: string;
    state: "finished" | "cancelled" | "failed";
    /** Why it failed (lib/jobs/reasons.ts). */
    reason: string | null;
    total: number;
    excluded: number;
    released: number;
    created: number;
    succeeded: number;
    failed: number;
    requestedBy: string;
  };
  "hookledger.key.revealed": WebhookFacts & { by: string };
  /** `details`: those of the audit entry; null if they are longer than `maxAuditDetailBytes`. */
  "hookledger.audit": {
    entryId: string;
    action: string;
    actor: { kind: string; id: string | null; name: string };
    target: { type: string; id: string };
    partnerId: string | null;
    details: Record<string, unknown> | null;
  };
}

/** Keeps own events below the size limit of an event (lib/events/schema.ts). */
export const maxAuditDetailBytes = 65_536;

import {
  itemListSchema,
  itemPageQuerySchema,
  listLineSchema,
  maxListBytes,
  reconcileQuerySchema,
  reconciliationSchema,
} from "../../reconciliation/schema";
import type { Call } from "../endpoint/call";
import { withheldNote } from "./customer-data-notes";
import { listErrors, reconcileErrors } from "./documented-errors";

const reconcileDescription = `The body lists what the receiver has, as NDJSON of up to 64 MiB (more than a million lines), in any order. Each line is a trace ID, a JSON string or an object with the field \`traceId\`, or a range of sequence numbers, an object with the fields \`from\` and \`to\` (both included). Both kinds can be mixed, and ranges can overlap.

These lines are ignored: invalid lines, duplicate trace IDs, trace IDs that no delivery of this webhook has, and ranges with a number that no delivery of this webhook has. They are counted, and the first of each kind are listed with their line numbers.

The list is compared with the webhook's deliveries that were accepted in the window from \`from\` (inclusive) to \`to\` (exclusive; by default, the time of this request). As \`to\`, send the time at which the list was made, since later deliveries cannot be in the list. A delivery is in the list if its trace ID is, or if its sequence number is in one of the ranges. For each delivery that is not in the list, the response has its sequence number as \`sequence\`. A delivery that has no sequence number, because it was first sent before the webhook had sequence numbers, is found by its trace ID only. A delivery that is not in the list is \`missing\` if it has succeeded or failed, \`unsent\` if it is pending or held, or \`discarded\`.

With \`resend=true\`, a job resends exactly the missing deliveries; this also requires the scope \`deliveries:resend\`, and \`from\`. The result is kept for 30 days; to resend the missing deliveries later, start a job whose filter has \`reconciliationId\`.

${withheldNote}`;

/** The native API's calls for reconciliation, with which a receiver finds out which deliveries it is missing. */
export const reconciliationCalls = {
  reconcile: {
    method: "POST",
    path: "/api/v1/webhooks/{webhookId}/reconcile",
    summary: "Check which deliveries a receiver is missing",
    description: reconcileDescription,
    permission: "deliveries:read",
    query: reconcileQuerySchema,
    lines: listLineSchema,
    maxBytes: maxListBytes,
    example: { traceId: "019ab2c4-7d1e-7000-8000-000000000000" },
    errors: listErrors(reconcileErrors),
    response: {
      status: 200,
      body: reconciliationSchema,
      description:
        "The counts, the first page of missing deliveries and, with `resend=true`, the job; `job` is null if nothing is missing.",
    },
  },
  listReconciliationItems: {
    method: "GET",
    path: "/api/v1/reconciliations/{reconciliationId}",
    summary: "List the deliveries that a receiver was missing",
    description: withheldNote,
    permission: "deliveries:read",
    query: itemPageQuerySchema,
    response: {
      status: 200,
      body: itemListSchema,
      description:
        "One page of the deliveries of one kind, in the order of their trace IDs; send `nextCursor` as `cursor` to get the next page. `kind` is as it was in the reconciliation, `state` as it is now.",
    },
  },
} satisfies Record<string, Call>;

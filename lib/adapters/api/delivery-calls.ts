import { exportQuerySchema } from "../../deliveries/proof/schema";
import {
  deliveryListQuerySchema,
  deliveryListSchema,
  deliveryWithAttemptsSchema,
  resendResultSchema,
  resendSchema,
} from "../../deliveries/schema";
import type { Call } from "../endpoint/call";
import { withheldNote } from "./customer-data-notes";
import { exportErrors, listErrors, resendErrors, skipErrors } from "./documented-errors";

/** A note on the order of lists, for the descriptions of calls. */
export const listOrderNote =
  "IDs are version 7 UUIDs, which sort by the time of acceptance. This order can differ from the order of `occurredAt` and from the order in which receivers get the webhooks.";

const exportDescription = `A file for an auditor or a dispute: every delivery that matches the filter, newest first, with its attempts. Each attempt has its times (UTC), the SHA-256 hashes of the request's and the response's bytes, the method, the URL, the response code and, if it was manual, who requested it. The file is streamed, so it can have any size, and the export is recorded in the audit trail with its filter. An attempt has no hash of its request (\`requestSha256\`) if the request was not sent, or if the webhook's receiver authentication is \`bodyField\`, because the bytes with the key are not kept.

With \`format=csv\`, there is one row for each attempt, the last column repeats the filter, and cells that a spreadsheet would take for a formula begin with an apostrophe. With \`format=ndjson\`, the first line has the filter, each further line is a delivery with its attempts, and the last line, \`{"complete": true, ...}\`, says that nothing was cut off.

One-time codes are masked in URLs, and the hashes are omitted for event types whose data has such a code, because a short code could be guessed from a hash. ${withheldNote} This concerns hashes, and URLs that a template filled in.`;

/** The native API's calls for deliveries. */
export const deliveryCalls = {
  listDeliveries: {
    method: "GET",
    path: "/api/v1/deliveries",
    summary: "List deliveries",
    description: `${listOrderNote} ${withheldNote}`,
    permission: "deliveries:read",
    acceptsPortalLinks: true,
    query: deliveryListQuerySchema,
    response: {
      status: 200,
      body: deliveryListSchema,
      description:
        "One page of deliveries, newest first; send `nextCursor` as `cursor` to get the next page. A page can be short or empty even if more results follow.",
    },
  },
  exportDeliveries: {
    method: "GET",
    path: "/api/v1/deliveries/export",
    summary: "Download deliveries and their attempts as CSV or NDJSON",
    description: exportDescription,
    permission: "deliveries:read",
    query: exportQuerySchema,
    errors: listErrors(exportErrors),
    response: {
      status: 200,
      contentType: "text/csv",
      otherContentTypes: ["application/x-ndjson"],
      description: "The file, as an attachment.",
    },
  },
  getDelivery: {
    method: "GET",
    path: "/api/v1/deliveries/{traceId}",
    summary: "Get a delivery with its attempts",
    description: `${withheldNote} This concerns response headers, errors, and URLs that a template filled in.`,
    permission: "deliveries:read",
    acceptsPortalLinks: true,
    response: {
      status: 200,
      body: deliveryWithAttemptsSchema,
      description: "The attempts are ordered oldest first.",
    },
  },
  resend: {
    method: "POST",
    path: "/api/v1/deliveries/{traceId}/resend",
    summary: "Resend a delivery",
    description:
      "The body is optional. With a `requestId`, a new UUID, the request can be repeated: one ID makes only one attempt.",
    permission: "deliveries:resend",
    acceptsPortalLinks: true,
    body: resendSchema,
    emptyBody: true,
    example: {},
    errors: listErrors(resendErrors),
    response: {
      status: 202,
      body: resendResultSchema,
      description:
        "One manual attempt with identical bytes is queued. A scheduled retry is not affected. If the webhook sends in order, the attempt is outside that order: it does not wait for other deliveries.",
    },
  },
  skip: {
    method: "POST",
    path: "/api/v1/deliveries/{traceId}/skip",
    summary: "Skip a failed delivery",
    description:
      "For a webhook that sends in order: the next delivery for the same entity no longer waits for this one, which has failed permanently (`blocksOrder`). The delivery stays failed.",
    permission: "deliveries:resend",
    errors: listErrors(skipErrors),
    response: { status: 204, description: "Skipped. The next delivery for the entity is due." },
  },
} satisfies Record<string, Call>;

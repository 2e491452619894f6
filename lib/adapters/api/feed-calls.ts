import { feedPageSchema, feedQuerySchema, feedSchema } from "../../feed/schema";
import type { Call } from "../endpoint/call";
import { wholeBodyNote } from "./customer-data-notes";
import { feedErrors, listErrors } from "./documented-errors";

const readDescription = `For a receiver that cannot be reached from outside, or that wants to catch up on deliveries it missed. The feed has the webhook's deliveries, including held and discarded ones, with the same bodies as in the requests. A new delivery never appears before one that was already read. Store the items, then send \`nextCursor\` as \`after\`: each delivery is returned at least once. Reading changes nothing: Hookledger keeps sending the webhook's requests as it does without a feed.

The order is that of the transactions that accepted the events. A page has up to \`limit\` items and about 4 MiB; an empty page means that there are no more items for now. With \`wait\`, a request that would get no items waits for up to that many seconds (30 at most); an API key can have two such requests at a time. A cursor is valid until the database is restored or fails over, the feed is ended and started again, or deliveries that followed it are removed after their retention: then the response is 410, and its Link header has the URL to restart from.

${wholeBodyNote}`;

/** The native API's calls for the feed of a webhook. */
export const feedCalls = {
  startFeed: {
    method: "PUT",
    path: "/api/v1/webhooks/{webhookId}/feed",
    summary: "Start a webhook's feed",
    permission: "webhooks:write",
    response: {
      status: 200,
      body: feedSchema,
      description:
        "Every delivery that is created from now on is in the feed. An existing feed is not changed.",
    },
  },
  readFeed: {
    method: "GET",
    path: "/api/v1/webhooks/{webhookId}/feed",
    summary: "Get the deliveries that follow a cursor",
    description: readDescription,
    permission: "deliveries:read",
    query: feedQuerySchema,
    errors: listErrors(feedErrors),
    response: {
      status: 200,
      body: feedPageSchema,
      description:
        "The deliveries after the cursor, oldest first; without `after`, from the oldest delivery that is kept.",
    },
  },
  endFeed: {
    method: "DELETE",
    path: "/api/v1/webhooks/{webhookId}/feed",
    summary: "End a webhook's feed",
    permission: "webhooks:write",
    response: { status: 204, description: "Ended. Cursors of the feed are no longer valid." },
  },
} satisfies Record<string, Call>;

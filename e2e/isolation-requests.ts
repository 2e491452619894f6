import type { DocumentedCall } from "../lib/adapters/reference/adapters";
import { webHook } from "./fineract-client";

type Ids = Record<string, string>;
interface Sent {
  query?: Record<string, string>;
  body?: unknown;
}

const sample = { entityId: "L-1", data: {} };
const url = "http://127.0.0.1:9/";

/** What each call is sent that takes a body; one that is not here fails. Plexe's are below. */
const bodies: Record<string, (ids: Ids, apiKey: string) => unknown> = {
  postEvent: ({ partnerId }) => ({ type: "PaymentPosted", entityId: "L-x", partnerId }),
  postEvents: ({ partnerId }) => ({ events: [{ type: "PaymentPosted", entityId: "L-x", partnerId }] }),
  createWebhook: ({ partnerId }) => ({ url, partnerId }),
  updateWebhook: () => ({ name: "Taken over" }),
  rotateKey: () => ({}),
  simulate: () => ({ eventType: "PaymentPosted" }),
  createEventType: () => ({ name: "Mine", title: "Mine", entityType: "Loan", schema: {}, sample }),
  updateEventType: () => ({ validation: "warn" }),
  addEventTypeVersion: () => ({ schema: {}, sample }),
  "fineract-signInToFineract": (_, password) => ({ username: "alpha", password }),
  // Rejected for its field: a hook has no owner that could be named.
  "fineract-createHook": ({ partnerId }) => ({ ...webHook(url), partnerId }),
  "fineract-updateHook": () => ({ name: "Web", isActive: false }),
};

const plexeFields: Record<string, Record<string, unknown>> = {
  "plexe-register": { webhookUri: url },
  "plexe-updateWebhookUri": { webhookUri: url },
  "plexe-generateSimulatedWebhook": { eventName: "WB_Loan_Closed" },
};

/** Those of Plexe's calls that can name a subscription. */
const plexeById = /-(register|unregister|updateWebhookUri|subscription)$/;

/** The requests that name these ids to a call: in its query and in its body, in every way that it has. */
export function sentTo(given: DocumentedCall, ids: Ids, apiKey: string): Sent[] {
  const { operationId, adapter, call } = given;
  if (adapter.id === "plexe") return plexeWays(given, ids);
  const body = bodies[operationId]?.(ids, apiKey);
  if (call.body && body === undefined) throw new Error(`${operationId}: say what it is sent`);
  const query = adapter.id === "native" && call.query ? { webhookId: ids.webhookId ?? "" } : undefined;
  return [{ ...(query ? { query } : {}), body }];
}

function plexeWays({ operationId, call: { method } }: DocumentedCall, ids: Ids): Sent[] {
  const { partnerId = "", subscriptionId = "" } = ids;
  const fields = plexeFields[operationId] ?? {};
  const owners = [{ partnerId }, { customerId: partnerId }, { PartnerId: partnerId }];
  const named = plexeById.test(operationId) ? [...owners, { id: subscriptionId }] : owners;
  const inQuery = named.map((query) => ({ query: query as Record<string, string>, body: fields }));
  if (method === "GET") return inQuery.map(({ query }) => ({ query }));
  return [...inQuery, ...named.map((one) => ({ body: { ...fields, ...one } }))];
}

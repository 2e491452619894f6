import type { DocumentedCall } from "../lib/adapters/reference/adapters";
import { buildHook } from "./fineract-client";

type Ids = Record<string, string>;
interface RequestParts {
  query?: Record<string, string>;
  body?: unknown;
}

/** Parameters that do not identify a tenant's data: everybody can read the event catalog, and only the lender can change it. */
export const sharedParameters = { name: "LOAN.CREATE", attempt: "1" };

/** Fills the parameters in the path of a call. Throws if `ids` lacks one. */
export function fillPath({ operationId, call: { path } }: DocumentedCall, ids: Ids): string {
  return path.replace(/\{(\w+)\}/g, (_, id: string) => {
    const found = { ...sharedParameters, ...ids }[id];
    if (!found) throw new Error(`${operationId}: add the ${id} to the tenant's IDs`);
    return found;
  });
}

const sample = { entityId: "L-1", data: {} };
const url = "http://127.0.0.1:9/";

/** Builds the body of each call except Plexe's. If a call needs a body and has none here, buildRequests throws an error. */
const buildBodyByOperation: Record<string, (ids: Ids, apiKey: string) => unknown> = {
  postEvent: ({ partnerId }) => ({ type: "PaymentPosted", entityId: "L-x", partnerId }),
  postEvents: ({ partnerId }) => ({ events: [{ type: "PaymentPosted", entityId: "L-x", partnerId }] }),
  createWebhook: ({ partnerId }) => ({ url, partnerId }),
  updateWebhook: () => ({ name: "Taken over" }),
  rotateKey: () => ({}),
  simulate: () => ({ eventType: "PaymentPosted" }),
  resend: () => ({}),
  createPortalLink: ({ partnerId }) => ({ actor: "ann", partnerId }),
  createSource: ({ partnerId }) => ({ name: "Mine", system: "loanpro", partnerId }),
  updateSource: () => ({ name: "Taken over" }),
  rotateSource: () => ({ what: "url" }),
  takeSourceMessage: () => ({ reason: "Mine" }),
  createJob: ({ webhookId }) => ({ kind: "resend", filter: { webhookId } }),
  createEventType: () => ({ name: "Mine", title: "Mine", entityType: "Loan", schema: {}, sample }),
  updateEventType: () => ({ validation: "warn" }),
  addEventTypeVersion: () => ({ schema: {}, sample }),
  "fineract-signInToFineract": (_, password) => ({ username: "alpha", password }),
  // Rejected because of `partnerId`: a hook has no field for its partner.
  "fineract-createHook": ({ partnerId }) => ({ ...buildHook(url), partnerId }),
  "fineract-updateHook": () => ({ name: "Web", isActive: false }),
};

const plexeFieldsByOperation: Record<string, Record<string, unknown>> = {
  "plexe-register": { webhookUri: url },
  "plexe-updateWebhookUri": { webhookUri: url },
  "plexe-generateSimulatedWebhook": { eventName: "WB_Loan_Closed" },
};

/** Plexe's calls that take the ID of a subscription. */
const subscriptionOperationPattern = /-(register|unregister|updateWebhookUri|subscription)$/;

/** Builds the requests that send `ids` to a call, in its query and its body, in every supported way. */
export function buildRequests(documentedCall: DocumentedCall, ids: Ids, apiKey: string): RequestParts[] {
  const { operationId, adapter, call } = documentedCall;
  if (adapter.id === "plexe") return buildPlexeRequests(documentedCall, ids);
  const body = buildBodyByOperation[operationId]?.(ids, apiKey);
  if (call.body && body === undefined)
    throw new Error(`${operationId}: add its body to buildBodyByOperation`);
  const isList = adapter.id === "native" && call.query && !call.path.includes("{");
  const query = isList ? { webhookId: ids.webhookId ?? "" } : undefined;
  return [{ ...(query ? { query } : {}), body }];
}

function buildPlexeRequests({ operationId, call: { method } }: DocumentedCall, ids: Ids): RequestParts[] {
  const { partnerId = "", subscriptionId = "" } = ids;
  const fields = plexeFieldsByOperation[operationId] ?? {};
  const partnerFields = [{ partnerId }, { customerId: partnerId }, { PartnerId: partnerId }];
  const identifyingFields = subscriptionOperationPattern.test(operationId)
    ? [...partnerFields, { id: subscriptionId }]
    : partnerFields;
  const queryRequests = identifyingFields.map((query) => ({
    query: query as Record<string, string>,
    body: fields,
  }));
  if (method === "GET") return queryRequests.map(({ query }) => ({ query }));
  return [...queryRequests, ...identifyingFields.map((ids) => ({ body: { ...fields, ...ids } }))];
}

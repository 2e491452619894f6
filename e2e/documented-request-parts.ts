import { expect } from "@playwright/test";
import { call, createWebhook, postEvent, waitForState } from "./api";
import { buildHook } from "./fineract-client";
import { createSource, createSourceToken, insertMessage } from "./source-message";
import type { System } from "./system";
import { makePartner } from "./test-partner";

/** Creates the value of a path parameter: for most parameters a new one for each call, so that calls do not affect each other. */
export const createValueByParameter: Record<
  string,
  (system: System, url: string, operationId: string) => Promise<string>
> = {
  webhookId: async (system, url, operationId) => {
    if (operationId === "probe") return createPausedWebhook(system);
    const signature = operationId === "jwks" ? { options: { signature: "ed25519" } } : {};
    const dialect = "standard-webhooks";
    const { id } = await createWebhook(system, {
      url,
      dialect,
      triggers: ["OpportunityDeleted"],
      ...signature,
    });
    if (/^(read|end)Feed$/.test(operationId)) await call(system, "PUT", `/api/v1/webhooks/${id}/feed`);
    return id;
  },
  traceId: async (system, url, operationId) =>
    operationId === "skip"
      ? (await createBlockingDelivery(system)).traceId
      : (await getSharedDelivery(system, url)).traceId,
  attemptId: async (system, url) => (await getSharedDelivery(system, url)).attempts[0]?.id ?? "",
  attempt: async () => "1",
  eventId: async (system, _url, operationId) =>
    postEvent(system, { type: "PaymentPosted", entityId: `documented ${operationId}` }),
  // The name of an event type that is not built in, since built-in event types cannot be changed.
  name: async (system, _url, operationId) => {
    const eventType = { name: `own.${operationId}`, title: "Own", entityType: "Loan", schema: {} };
    const sample = { entityId: "L-1", data: {} };
    await call(system, "POST", "/api/v1/event-types", { ...eventType, sample });
    return eventType.name;
  },
  jobId: createJob,
  incidentId: async (system) => {
    const webhookId = await createPausedWebhook(system);
    const { body } = await call(system, "GET", `/api/v1/incidents?webhookId=${webhookId}`);
    return body.items[0].id;
  },
  portalLinkId: async (system) => {
    const link = { actor: "ann@bank.example", entityType: "Loan", entityId: "L-102" };
    return (await call(system, "POST", "/api/v1/portal-links", link)).body.id;
  },
  sourceId: (system, _url, operationId) =>
    messageOperationPattern.test(operationId)
      ? getSourceWithMessages(system)
      : createSource(system, operationId),
  token: createSourceToken,
  messageId: async (system) => insertMessage(system, await getSourceWithMessages(system)),
  reconciliationId: createReconciliation,
  hookId: async (system, url) =>
    String((await call(system, "POST", "/api/v1/hooks", buildHook(url))).body.resourceId),
};

/** Creates a webhook that a failed delivery pauses; nothing listens at its URL. */
async function createPausedWebhook(system: System): Promise<string> {
  const settings = { url: "http://127.0.0.1:9/", triggers: ["OpportunityDeleted"], retryDelays: [] };
  const { id } = await createWebhook(system, settings);
  await call(system, "POST", `/api/v1/webhooks/${id}/simulate`, { eventType: "PaymentPosted" });
  const readState = async () => (await call(system, "GET", `/api/v1/webhooks/${id}`)).body.state;
  await expect.poll(readState, { timeout: 20_000 }).toBe("paused");
  return id;
}

/** Creates a job that takes seconds, so that it can still be changed. The call that resumes a job gets a paused job. */
async function createJob(system: System, url: string, operationId: string): Promise<string> {
  const { id: webhookId } = await createWebhook(system, { url, triggers: ["OpportunityDeleted"] });
  for (let count = 0; count < 5; count += 1) {
    await call(system, "POST", `/api/v1/webhooks/${webhookId}/simulate`, { eventType: "PaymentPosted" });
  }
  const filter = { webhookId, states: ["pending", "delivering", "succeeded"] };
  const { body } = await call(system, "POST", "/api/v1/jobs", { kind: "resend", filter, rate: 1 });
  if (operationId === "resumeJob") await call(system, "POST", `/api/v1/jobs/${body.job.id}/pause`);
  return body.job.id;
}

async function createReconciliation(system: System, url: string): Promise<string> {
  const { id } = await createWebhook(system, { url, triggers: ["OpportunityDeleted"] });
  return (await call(system, "POST", `/api/v1/webhooks/${id}/reconcile`, "")).body.id;
}

/** The calls for one message, whose source has to be the message's. */
const messageOperationPattern = /^(getSourceMessage|sourceMessageBody|takeSourceMessage)$/;

const sourceWithMessagesBySystem = new WeakMap<System, Promise<string>>();

/** Returns the same source for all calls for one message; each call gets a message of its own. */
function getSourceWithMessages(system: System): Promise<string> {
  const source = sourceWithMessagesBySystem.get(system) ?? createSource(system, "Documented");
  sourceWithMessagesBySystem.set(system, source);
  return source;
}

const deliveryBySystem = new WeakMap<System, ReturnType<typeof createDelivery>>();

/** Returns the same succeeded delivery for all calls: they can resend it, but none of them changes its state. */
function getSharedDelivery(system: System, url: string) {
  const delivery = deliveryBySystem.get(system) ?? createDelivery(system, url);
  deliveryBySystem.set(system, delivery);
  return delivery;
}

async function createDelivery(system: System, url: string) {
  await createWebhook(system, { url, triggers: ["PaymentPosted"] });
  await postEvent(system, { type: "PaymentPosted", entityId: "documented" });
  return waitForState(system, "documented", "succeeded");
}

/** Creates a failed delivery of a webhook that sends in order; nothing listens at the webhook's URL. */
async function createBlockingDelivery(system: System) {
  const settings = { ordered: true, retryDelays: [], failurePolicy: { kind: "never" } };
  await createWebhook(system, { url: "http://127.0.0.1:9/", triggers: ["OpportunityClose"], ...settings });
  await postEvent(system, { type: "OpportunityClose", entityId: "blocking" });
  return waitForState(system, "blocking", "failed");
}

const partnerBySystem = new WeakMap<System, ReturnType<typeof makePartner>>();

/**
 * Returns the query that names the partner of a Plexe call. Except for the call that creates a subscription, the partner first
 * gets a subscription.
 */
export async function createPartnerQuery(system: System, url: string, operationId: string) {
  const partner = partnerBySystem.get(system) ?? makePartner(system, "Documented");
  partnerBySystem.set(system, partner);
  const { id: partnerId } = await partner;
  if (operationId !== "plexe-register") {
    await call(system, "POST", `/api/Webhook/register?partnerId=${partnerId}`, { webhookUri: url });
  }
  return { partnerId };
}

/** Bodies for calls whose documented example refers to something that does not exist here. */
export const buildBodyByOperation: Record<string, (url: string) => unknown> = {
  createWebhook: (url) => ({ name: "Documented", url, triggers: ["OpportunityDeleted"] }),
  "plexe-register": (webhookUri) => ({ webhookUri, secret: "shared-secret", isActive: true }),
  "plexe-updateWebhookUri": (webhookUri) => ({ webhookUri }),
  "plexe-unregister": (webhookUri) => ({ webhookUri }),
  "fineract-createHook": buildHook,
};

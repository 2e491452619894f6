import { expect } from "@playwright/test";
import pg from "pg";
import type { Receiver } from "../testing/receiver";
import { call, postEvent } from "./api";
import { insertApiKey } from "./api-key";
import { buildHook } from "./fineract-client";
import { createSource, insertMessage } from "./source-message";
import type { System } from "./system";
import { makePartner } from "./test-partner";
import { admin } from "./test-users";

/** A partner, or the lender, with a webhook, a deleted webhook, a failed delivery, an incident, a job, a source, an API key and a user. */
export interface Tenant {
  name: string;
  email: string;
  password: string;
  apiKey: string;
  /** IDs by their parameter names in routes and calls. */
  ids: Record<string, string>;
  /** The ID of the tenant's hook in Fineract's adapter; not in `ids`, because a small number occurs in any text. */
  hookId: string;
  /** Values that no other tenant can see, by their kind. */
  secrets: { webhookName: string; email: string } & Record<string, string>;
}

export async function makeTenant(
  system: System,
  receiver: Receiver,
  name: string,
  isPartner = true,
): Promise<Tenant> {
  const partner = isPartner ? await makePartner(system, name) : null;
  const partnerId = partner?.id;
  const apiKey = await insertApiKey(system, undefined, partnerId);
  const marker = name.toLowerCase();
  const entityId = `L-${marker}`;
  receiver.respond({ status: 500, body: `rejected by ${marker}` });
  const webhook = await call(
    system,
    "POST",
    "/api/v1/webhooks",
    {
      ...{ name: `${name} webhook`, url: receiver.url(`/${marker}`), triggers: ["PaymentPosted"] },
      ...{ retryDelays: [], headers: { [`X-${name}`]: "secret" } },
    },
    apiKey,
  );
  const deletedWebhook = { url: receiver.url(`/${marker}-deleted`), triggers: ["PaymentReversed"] };
  const deletedWebhookId = (await call(system, "POST", "/api/v1/webhooks", deletedWebhook, apiKey)).body.id;
  await call(system, "DELETE", `/api/v1/webhooks/${deletedWebhookId}`, undefined, apiKey);
  const createHookResponse = await call(
    system,
    "POST",
    "/api/v1/hooks",
    buildHook(receiver.url(`/${marker}`)),
    apiKey,
  );
  const subscriptionId = partnerId
    ? await createSubscription(system, receiver.url(`/${marker}`), apiKey)
    : webhook.body.id;
  const eventId = await postEvent(system, {
    ...{ type: "PaymentPosted", entityId, data: { customerName: `Customer of ${marker}` } },
    ...(partnerId ? { partnerId } : {}),
  });
  const delivery = await waitForFailedDelivery(system, apiKey, webhook.body.id);
  await call(system, "PUT", `/api/v1/webhooks/${webhook.body.id}/feed`, undefined, apiKey);
  const { email, password } = partner ?? admin;
  const jobId = await runJob(system, apiKey, delivery.traceId);
  const sourceId = await createSource(system, `${name} source`, apiKey);
  const ids = {
    ...{ webhookId: webhook.body.id, traceId: delivery.traceId, attemptId: delivery.attempts[0].id, eventId },
    ...{ entityId, loanId: entityId, userId: await findUserId(system, email) },
    ...{ partnerId: partnerId ?? webhook.body.id, subscriptionId, deletedWebhookId: deletedWebhookId },
    ...{ jobId, incidentId: await findIncidentId(system, apiKey, webhook.body.id) },
    ...{ sourceId, messageId: await insertMessage(system, sourceId) },
    portalLinkId: await createLink(system, apiKey, entityId),
    reconciliationId: await reconcile(system, apiKey, webhook.body.id),
  };
  const { loanId: _loan, ...secretIds } = ids;
  return {
    ...{ name, email, password, apiKey, ids, hookId: String(createHookResponse.body.resourceId) },
    secrets: {
      ...secretIds,
      webhookName: `${name} webhook`,
      email,
      sourceName: `${name} source`,
      url: `/${marker}`,
      data: `Customer of ${marker}`,
    },
  };
}

/** Reads what another tenant's calls must not change, as the tenant itself sees it. */
export function readTexts(system: System, { ids, hookId, apiKey }: Tenant): Promise<string[]> {
  const { traceId, sourceId } = ids;
  const paths = [
    "webhooks",
    `hooks/${hookId}`,
    `deliveries/${traceId}`,
    "sources",
    `sources/${sourceId}/messages`,
  ];
  return Promise.all(
    paths.map(async (path) => (await call(system, "GET", `/api/v1/${path}`, undefined, apiKey)).text),
  );
}

/** Runs a job that resends a delivery, waits until the job has ended (so that it changes nothing later), and returns the job's ID. */
async function runJob(system: System, apiKey: string, traceId: string): Promise<string> {
  const filter = { traceIds: [traceId], states: ["failed"] };
  const { body } = await call(system, "POST", "/api/v1/jobs", { kind: "resend", filter }, apiKey);
  const path = `/api/v1/jobs/${body.job.id}`;
  const readState = async () => (await call(system, "GET", path, undefined, apiKey)).body.state;
  await expect.poll(readState, { timeout: 20_000 }).toBe("finished");
  return body.job.id;
}

/** Finds the incident of a webhook with a failed delivery. */
async function findIncidentId(system: System, apiKey: string, webhookId: string): Promise<string> {
  const path = `/api/v1/incidents?webhookId=${webhookId}`;
  return (await call(system, "GET", path, undefined, apiKey)).body.items[0].id;
}

/** Compares a webhook's deliveries with an empty list, and returns the ID of the result. */
async function reconcile(system: System, apiKey: string, webhookId: string): Promise<string> {
  const path = `/api/v1/webhooks/${webhookId}/reconcile`;
  return (await call(system, "POST", path, "\n", apiKey)).body.id;
}

/** Creates a portal link to the tenant's loan, and returns its ID. */
async function createLink(system: System, apiKey: string, entityId: string): Promise<string> {
  const link = { actor: "ann@bank.example", entityType: "Loan", entityId };
  return (await call(system, "POST", "/api/v1/portal-links", link, apiKey)).body.id;
}

/** Creates a subscription of the key's partner in Plexe's adapter, and returns its ID. */
async function createSubscription(system: System, webhookUri: string, apiKey: string): Promise<string> {
  const subscription = { webhookUri, webhooks: ["WB_Loan_Closed"] };
  await call(system, "POST", "/api/Webhook/register", subscription, apiKey);
  return (await call(system, "GET", "/api/Webhook/subscription", undefined, apiKey)).body.id;
}

/** Waits until the only delivery of a webhook has failed, and returns it. */
async function waitForFailedDelivery(system: System, apiKey: string, webhookId: string) {
  const list = `/api/v1/deliveries?webhookId=${webhookId}&state=failed`;
  const listItems = async () => (await call(system, "GET", list, undefined, apiKey)).body.items;
  await expect.poll(async () => (await listItems()).length).toBe(1);
  const [{ traceId }] = await listItems();
  return (await call(system, "GET", `/api/v1/deliveries/${traceId}`, undefined, apiKey)).body;
}

/** Reads the ID from the database, because no API returns it. */
async function findUserId(system: System, email: string): Promise<string> {
  const client = new pg.Client({ connectionString: system.databaseUrl });
  await client.connect();
  const { rows } = await client.query("SELECT id FROM users WHERE email = $1", [email]);
  await client.end();
  return rows[0].id;
}

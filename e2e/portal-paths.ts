import pg from "pg";
import { call } from "./api";
import type { System } from "./system";
import { createSourceWithMessages, sourcesPath } from "./test-source";
import { testUsers } from "./test-users";

const webhooksPath = "/administration/integrations/webhooks";

/**
 * Returns paths with content for each route of the demo, for the tests that open every page. A page that is neither here nor in
 * `routesTestedElsewhere` fails a test in accessible.spec.ts.
 */
export async function preparePathsByRoute(demo: System): Promise<Record<string, string[]>> {
  const { items: webhooks } = (await call(demo, "GET", "/api/v1/webhooks")).body;
  const findWebhookId = (webhookName: string) =>
    webhooks.find(({ name }: { name: string }) => name === webhookName)?.id ?? webhookName;
  const { items: failedDeliveries } = (await call(demo, "GET", "/api/v1/deliveries?state=failed&limit=1"))
    .body;
  const { traceId, attempts } = (
    await call(demo, "GET", `/api/v1/deliveries/${failedDeliveries[0]?.traceId}`)
  ).body;
  const { items: heldDeliveries } = (await call(demo, "GET", "/api/v1/deliveries?state=held&limit=1")).body;
  const { items: incidents } = (await call(demo, "GET", "/api/v1/incidents?state=open&limit=1")).body;
  const { items: unmatchedEvents } = (await call(demo, "GET", "/api/v1/events?matched=none&limit=1")).body;
  const { eventId } = failedDeliveries[0] ?? {};
  const partner = webhooks.find(({ partnerId }: { partnerId: string | null }) => partnerId)?.partnerId;
  await call(demo, "POST", "/api/v1/event-types", customEventType);
  const shortLivedWebhook = {
    name: "Short-lived",
    url: "http://127.0.0.1:9/",
    triggers: ["OpportunityUpdated"],
  };
  const deletedWebhookId = (await call(demo, "POST", "/api/v1/webhooks", shortLivedWebhook)).body.id;
  await call(demo, "DELETE", `/api/v1/webhooks/${deletedWebhookId}`);
  const source = await createSourceWithMessages(demo, "Pricing");
  return {
    "/": ["/", "/?view=table"],
    "/sign-in": ["/sign-in"],
    "/embed": ["/embed", ...(await createLinks(demo, partner))],
    "/search": ["/search?q=L-102"],
    "/loans": ["/loans"],
    "/loans/[loanId]": ["/loans/L-102"],
    "/loans/[loanId]/webhooks": ["/loans/L-102/webhooks", "/loans/none/webhooks", "/loans/l-102/webhooks"],
    "/loans/[loanId]/timeline": ["/loans/L-102/timeline", "/loans/none/timeline"],
    "/entities/[entityType]/[entityId]/webhooks": ["/entities/Opportunity/OPP-2003/webhooks"],
    "/entities/[entityType]/[entityId]/timeline": ["/entities/Opportunity/OPP-2003/timeline"],
    "/events": ["/events", "/events?entityId=none"],
    "/events/[eventId]": [
      `/events/${eventId}`,
      ...(unmatchedEvents[0] ? [`/events/${unmatchedEvents[0].id}`] : []),
    ],
    "/catalogue": ["/catalogue", "/catalogue?q=no+such+event"],
    "/catalogue/new": ["/catalogue/new"],
    "/catalogue/[name]": [
      "/catalogue/CLIENT.CREATE",
      "/catalogue/PaymentReversed",
      `/catalogue/${customEventType.name}`,
    ],
    "/catalogue/[name]/new-version": [`/catalogue/${customEventType.name}/new-version`],
    "/administration/integrations/partners": ["/administration/integrations/partners"],
    "/administration/integrations/partners/new": ["/administration/integrations/partners/new"],
    "/administration/integrations/partners/[partnerId]": [`/administration/integrations/partners/${partner}`],
    "/deliveries": [`/deliveries?state=failed&open=${attempts[0]?.id}`, "/deliveries?responseCode=299"],
    "/deliveries/[traceId]": [`/deliveries/${traceId}`, `/deliveries/${heldDeliveries[0]?.traceId}`],
    "/deliveries/[traceId]/proof": [`/deliveries/${traceId}/proof`],
    "/incidents": ["/incidents", "/incidents?state=closed"],
    "/incidents/[incidentId]": [`/incidents/${incidents[0]?.id}`],
    "/attempts/[attemptId]/compare": [
      `/attempts/${attempts[0]?.id}/compare?with=${attempts.at(-1)?.id}`,
      `/attempts/${attempts[0]?.id}/compare?with=none`,
    ],
    "/jobs": ["/jobs", "/jobs?state=cancelled"],
    "/jobs/[jobId]": [`/jobs/${await findOrStartJob(demo, traceId)}`],
    "/profile": ["/profile"],
    "/receiver": ["/receiver"],
    // All operations would only take longer: those for hooks contain every kind of element.
    "/developers": ["/developers?q=hooks#createWebhook", "/developers?q=nothing-of-the-kind"],
    "/developers/verify": ["/developers/verify"],
    "/administration/people/users": ["/administration/people/users"],
    "/administration/people/users/new": ["/administration/people/users/new"],
    "/administration/people/users/[userId]": [`/administration/people/users/${await findViewerId(demo)}`],
    "/administration/people/roles": ["/administration/people/roles"],
    "/administration/audit": ["/administration/audit"],
    "/administration/integrations/api-keys": ["/administration/integrations/api-keys"],
    "/administration/integrations/api-keys/new": ["/administration/integrations/api-keys/new"],
    [sourcesPath]: [sourcesPath],
    [`${sourcesPath}/new`]: [`${sourcesPath}/new`],
    [`${sourcesPath}/[sourceId]`]: [
      `${sourcesPath}/${source.id}`,
      `${sourcesPath}/${source.id}?state=waiting`,
    ],
    [`${sourcesPath}/[sourceId]/unmapped`]: [`${sourcesPath}/${source.id}/unmapped`],
    [`${sourcesPath}/[sourceId]/unverified`]: [`${sourcesPath}/${source.id}/unverified`],
    [`${sourcesPath}/[sourceId]/settings`]: [`${sourcesPath}/${source.id}/settings`],
    [`${sourcesPath}/[sourceId]/messages/[messageId]`]: [
      `${sourcesPath}/${source.id}/messages/${source.messageId}`,
    ],
    [webhooksPath]: [webhooksPath],
    [`${webhooksPath}/new`]: [`${webhooksPath}/new`],
    [`${webhooksPath}/deleted/[webhookId]`]: [`${webhooksPath}/deleted/${deletedWebhookId}`],
    [`${webhooksPath}/[webhookId]`]: [
      `${webhooksPath}/${findWebhookId("Collections agency")}`,
      `${webhooksPath}/${findWebhookId("Pricing desk")}`,
    ],
    [`${webhooksPath}/[webhookId]/health`]: [`${webhooksPath}/${findWebhookId("Collections agency")}/health`],
    [`${webhooksPath}/[webhookId]/verify`]: [`${webhooksPath}/${findWebhookId("Collections agency")}/verify`],
  };
}

/** Creates portal links to a loan with and one without deliveries, and to a partner's webhooks, and returns their paths. */
async function createLinks(demo: System, partnerId: string): Promise<string[]> {
  const targets = [
    { entityType: "Loan", entityId: "L-102", resend: true },
    { entityType: "Loan", entityId: "none" },
    { partnerId },
  ];
  const links = targets.map((target) =>
    call(demo, "POST", "/api/v1/portal-links", { actor: "ann@bank.example", ...target }),
  );
  return (await Promise.all(links)).map(({ body }) => `/embed#${body.token}`);
}

/** Returns the ID of a job that resends this failed delivery. Only the first call creates one; the others find it. */
async function findOrStartJob(demo: System, traceId: string): Promise<string> {
  const filter = { traceIds: [traceId] };
  const { body } = await call(demo, "POST", "/api/v1/jobs", { kind: "resend", filter });
  return body.job?.id ?? (await call(demo, "GET", "/api/v1/jobs")).body.items[0]?.id;
}

const customEventType = {
  name: "LimitRaised",
  title: "Limit raised",
  entityType: "CreditLine",
  schema: { type: "object", properties: { limit: { type: "number" } } },
  sample: { entityId: "CL-1", data: { limit: 5_000 } },
};

/** This page exists only until the first user is created; e2e/set-up.spec.ts checks it with axe. */
export const routesTestedElsewhere = ["/set-up"];

async function findViewerId(demo: System): Promise<string> {
  const database = new pg.Client({ connectionString: demo.databaseUrl });
  await database.connect();
  const found = database.query("SELECT id FROM users WHERE email = $1", [testUsers.viewer.email]);
  return (await found.finally(() => database.end())).rows[0]?.id;
}

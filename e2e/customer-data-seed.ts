import pg from "pg";
import { apiKeyScopes, rolePermissions } from "../lib/scope/permissions";
import type { Receiver } from "../testing/receiver";
import { call, createWebhook, postEvent, waitForState } from "./api";
import { insertApiKey } from "./api-key";
import { makeTenant } from "./make-tenant";
import { createSource, insertMessage } from "./source-message";
import type { System } from "./system";

/** The values of a field with `x-pii`, of a field that the schema does not describe, and of a described field without `x-pii`. */
export const values = {
  personal: "Ada-Lovelace-4711",
  unknown: "note-on-Ada-4712",
  described: "tier-gold-4713",
};

/** An event type with one field of each kind: the first two values must not be shown without the permission. */
const eventType = {
  ...{ name: "CreditChecked", title: "Credit checked", entityType: "Loan" },
  schema: { type: "object", properties: { name: { "x-pii": true }, tier: { type: "string" } } },
  sample: { entityId: "L-1", data: {} },
};
const data = { name: values.personal, tier: values.described, note: values.unknown };

/** A template that puts the event into the URL and the body, and a dialect whose default body has the event's data. */
const webhooks = {
  default: { dialect: "plexe" },
  template: {
    dialect: "loanpro",
    options: { bodyTemplate: '{"who":"{{ data.name }}","why":"{{ data.note }}"}' },
  },
};
export type Kind = keyof typeof webhooks;

/** IDs of everything that a route or call can show, by their parameter names: one set for each kind of webhook. */
export type Ids = Record<string, string>;

/** Sends an event with customer data to a webhook of each kind, whose receiver repeats it. Returns the IDs of what came of it. */
export async function seedCustomerData(
  system: System,
  receiver: Receiver,
): Promise<{ ids: Record<Kind, Ids>; hookId: string }> {
  const tenant = await makeTenant(system, receiver, "Lenderly", false);
  await call(system, "POST", "/api/v1/event-types", eventType);
  receiver.respond((request) => ({
    status: 302,
    body: request.body,
    headers: { location: `/?name=${values.personal}`, "X-Echo": values.unknown },
  }));
  const sourceId = await createSource(system, "Core");
  const messageId = await insertMessage(system, sourceId, "unmapped", {
    body: JSON.stringify(data),
    query: `name=${values.personal}`,
    headers: [["x-customer", values.personal]],
    reason: `There is no event type ${values.unknown}.`,
  });
  const seed = async (kind: Kind): Promise<Ids> => {
    const settings = { triggers: [eventType.name], retryDelays: [], ...webhooks[kind] };
    const path = kind === "template" ? "/{{ data.name }}" : "/";
    const { id: webhookId } = await createWebhook(system, { url: receiver.url(path), ...settings });
    await call(system, "PUT", `/api/v1/webhooks/${webhookId}/feed`);
    const entityId = `L-${kind}`;
    const eventId = await postEvent(system, { type: eventType.name, entityId, data });
    const { traceId, attempts } = await waitForState(system, entityId, "failed");
    await call(system, "POST", `/api/v1/webhooks/${webhookId}/probe`);
    await call(system, "PATCH", `/api/v1/webhooks/${webhookId}`, { state: "disabled" });
    const incidents = await call(system, "GET", `/api/v1/incidents?webhookId=${webhookId}`);
    const reconciled = await call(system, "POST", `/api/v1/webhooks/${webhookId}/reconcile`, "\n");
    return {
      ...{ ...tenant.ids, webhookId, entityId, loanId: entityId, eventId, traceId, sourceId, messageId },
      ...{ attemptId: attempts[0]?.id ?? "", name: eventType.name, attempt: "1" },
      ...{ incidentId: incidents.body.items[0].id, reconciliationId: reconciled.body.id },
    };
  };
  // One after another, because both webhooks have the same trigger.
  const ids = { default: await seed("default"), template: await seed("template") };
  return { ids, hookId: tenant.hookId };
}

/** Gives the role Viewer every permission except that for customer data, and returns an API key with every other scope. */
export async function withholdCustomerData(system: System): Promise<string> {
  const permissions = Object.keys(rolePermissions).filter((name) => name !== "View customer data");
  const database = new pg.Client({ connectionString: system.databaseUrl });
  await database.connect();
  const update = database.query("UPDATE roles SET permissions = $1 WHERE id = 'viewer'", [permissions]);
  await update.finally(() => database.end());
  return insertApiKey(
    system,
    apiKeyScopes.filter((scope) => scope !== "customer-data:read"),
  );
}

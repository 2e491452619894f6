import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { createApiKey } from "../api-keys/create-api-key";
import { revokeApiKey } from "../api-keys/revoke-api-key";
import { addVersion } from "../catalogue/add-version";
import { createEventType } from "../catalogue/create-event-type";
import { createEventTypeSchema } from "../catalogue/schema";
import { updateEventType } from "../catalogue/update-event-type";
import { prisma } from "../db";
import { requestResend } from "../deliveries/request-resend";
import { skipDelivery } from "../deliveries/skip-delivery";
import { setReceiverBehaviour } from "../demo-receiver/inbox";
import { generateKey } from "../dialects/keys";
import { newId } from "../ids";
import { createJob } from "../jobs/create-job";
import { countRecoverable } from "../jobs/recovery/count-recoverable";
import { findAffectedSince } from "../jobs/recovery/find-affected-since";
import { createJobSchema } from "../jobs/schema";
import { dismissNotification } from "../notifications/dismiss";
import { previewRequest } from "../playground/preview-request";
import { previewRequestSchema, sendTestSchema } from "../playground/schema";
import { sendTest } from "../playground/send-test";
import { simulateEvent } from "../playground/simulate-event";
import { tryCondition } from "../playground/try-condition";
import { enableWebhook, planEnable } from "../recovery/enable-webhook";
import type { Scope } from "../scope/scope";
import { endOwnSession } from "../sign-in/own-sessions";
import { loadSessionScope } from "../sign-in/session-scope";
import { createSession } from "../sign-in/sessions";
import { changePassword } from "../users/change-password";
import { changeUserRole } from "../users/change-user-role";
import { createUser } from "../users/create-user";
import { deleteRole } from "../users/delete-role";
import { disableUser } from "../users/disable-user";
import { enableUser } from "../users/enable-user";
import { ensureRoles } from "../users/ensure-roles";
import { saveRole } from "../users/save-role";
import { updateProfile } from "../users/update-profile";
import { createWebhook } from "../webhooks/create-webhook";
import { deleteWebhook } from "../webhooks/delete-webhook";
import { revealKey } from "../webhooks/reveal-key";
import { rotateKey } from "../webhooks/rotate-key";
import { createWebhookSchema } from "../webhooks/schema";
import { verifyPastedRequest } from "../webhooks/signing/verify-pasted-request";
import { updateWebhook } from "../webhooks/update-webhook";
import { listPartnerChoices } from "./choices";
import { createPartner } from "./create-partner";
import { renamePartner } from "./rename-partner";

useDatabase();
const url = "http://127.0.0.1:9/";
const password = "correct horse battery";
const eventType = "OpportunityUpdated";

/** The IDs of what a tenant owns. */
interface OwnedIds {
  partner: string;
  user: string;
  session: string;
  key: string;
  webhook: string;
  delivery: string;
  event: string;
  notification: string;
}

const sendTestSettings = {
  webhookId: "",
  eventType,
  url,
  timeoutSeconds: 1,
  successRule: "200",
  signatureHeader: "X-S",
};
const previewSettings = {
  url,
  method: "POST",
  dialect: "precisionlender",
  options: {},
  headers: {},
  authentication: null,
  signatureHeader: "X-PL-Signature",
  signatureEncoding: "hex",
};
const resendOf = (webhookId: string) => ({ kind: "resend", filter: { webhookId } });
const schemaAndSample = { schema: {}, sample: { entityId: "1", data: {} } };
const since2026 = { from: "2026-01-01T00:00:00Z", to: undefined };
const newUser = { email: "x@y.example", name: "X", password, roleId: "viewer" };

/** Each use case behind a server action, called with the IDs of a tenant. One that is missing fails the first test. */
const useCases: Record<string, (who: Scope, of: OwnedIds) => Promise<unknown>> = {
  addVersion: (who) => addVersion(who, "LOAN.CREATE", schemaAndSample),
  createEventType: (who) =>
    createEventType(
      who,
      createEventTypeSchema.parse({ name: "Mine", title: "x", entityType: "Loan", ...schemaAndSample }),
    ),
  // It reads the events that the scope can see, and takes no ID.
  tryCondition: (who) => tryCondition(who, eventType, 'event.type == "x"'),
  updateEventType: (who) => updateEventType(who, "LOAN.CREATE", { validation: "warn" }),
  changePassword: (who, { user }) => changePassword(who, { userId: user, password }),
  changeUserRole: (who, { user }) => changeUserRole(who, { userId: user, roleId: "viewer" }),
  countRecoverable: (who, { webhook }) => countRecoverable(who, { webhookId: webhook, ...since2026 }),
  createJob: (who, { webhook }) => createJob(who, createJobSchema.parse(resendOf(webhook))),
  createApiKey: (who, { partner }) =>
    createApiKey(who, { name: "K", scopes: ["events:write"], partnerId: partner }),
  createPartner: (who, { partner }) => createPartner(who, { id: partner, name: "N", kind: "partner" }),
  createUser: (who, { partner }) => createUser(who, { ...newUser, partnerId: partner }),
  createWebhook: (who, { partner }) =>
    createWebhook(who, createWebhookSchema.parse({ url, partnerId: partner })),
  deleteRole: (who) => deleteRole(who, "viewer"),
  deleteWebhook: (who, { webhook }) => deleteWebhook(who, webhook),
  generateKey: async (who) => typeof generateKey(who, "precisionlender", {}), // random
  disableUser: (who, { user }) => disableUser(who, user),
  enableUser: (who, { user }) => enableUser(who, user),
  enableWebhook: (who, { webhook }) => enableWebhook(who, webhook, { test: true, resendFailed: true }),
  findAffectedSince: (who, { webhook }) => findAffectedSince(who, webhook),
  planEnable: (who, { webhook }) => planEnable(who, webhook),
  endOwnSession: (who, { session }) => endOwnSession(who, session),
  listPartnerChoices: (who, { partner }) => listPartnerChoices(who, { chosenId: partner }),
  previewRequest: (who, { event }) =>
    previewRequest(who, previewRequestSchema.parse({ ...previewSettings, eventType, eventId: event })),
  dismissNotification: (who, { notification }) => dismissNotification(who, notification),
  renamePartner: (who, { partner }) => renamePartner(who, partner, { name: "Taken over" }),
  requestResend: (who, { delivery }) => requestResend(who, delivery),
  revealKey: (who, { webhook }) => revealKey(who, webhook, password),
  revokeApiKey: (who, { key }) => revokeApiKey(who, key),
  rotateKey: (who, { webhook }) => rotateKey(who, webhook, { overlapHours: 0 }),
  saveRole: (who) => saveRole(who, "viewer", { name: "Viewer", permissions: ["Manage Users"] }),
  skipDelivery: (who, { delivery }) => skipDelivery(who, delivery),
  sendTest: (who, { webhook }) =>
    sendTest(
      who,
      sendTestSchema.parse({
        ...sendTestSettings,
        webhookId: webhook,
        signatureEncoding: "hex",
        headers: {},
      }),
    ),
  simulateEvent: (who, { webhook }) => simulateEvent(who, webhook, eventType),
  setReceiverBehaviour: (who) => setReceiverBehaviour(who, "/demo/receiver", null),
  updateProfile: (who) => updateProfile(who, { name: "X", timeZone: null }),
  verifyPastedRequest: (who, { webhook }) =>
    verifyPastedRequest(who, webhook, { headers: "X-PL-Signature: AAAA", body: "{}" }),
  updateWebhook: (who, { webhook }) => updateWebhook(who, webhook, { name: "Taken over" }),
};

const makeUnknownIds = (): OwnedIds => ({
  partner: newId(),
  user: newId(),
  session: newId(),
  key: newId(),
  webhook: newId(),
  delivery: newId(),
  event: newId(),
  notification: newId(),
});

async function createTenant(name: string | null): Promise<{ things: OwnedIds; scope: Scope }> {
  const partner = newId();
  if (name !== null) await prisma().partner.create({ data: { id: partner, name } });
  const partnerId = name === null ? null : partner;
  const email = `${newId()}@${name ?? "lender"}.example`;
  const createResult = await createUser(scope, { ...newUser, email, roleId: "administrator", partnerId });
  const user = createResult.ok ? createResult.id : "";
  const session = await createSession(prisma(), { userId: user, ip: null, userAgent: null, now: new Date() });
  const key = await createApiKey(scope, { name: "Key", scopes: ["all"], partnerId });
  const webhook = (await makeWebhook({ url, name: `Of ${name}`, partnerId })).id;
  await postEvent(partnerId ? { partnerId } : {});
  const delivery = await prisma().delivery.findFirstOrThrow({ where: { webhookId: webhook } });
  const notification = newId();
  const pauseNotification = { kind: "paused", webhookId: webhook, occurredAt: new Date() };
  await prisma().notification.create({ data: { id: notification, userId: user, ...pauseNotification } });
  const who = await loadSessionScope(session);
  if (!who || !key.ok) throw new Error("no tenant");
  const things = {
    partner,
    user,
    session,
    key: key.id,
    webhook,
    delivery: delivery.id,
    event: delivery.eventId,
    notification,
  };
  return { things, scope: who };
}

let alpha: Awaited<ReturnType<typeof createTenant>>;
let otherTenants: Record<string, Awaited<ReturnType<typeof createTenant>>>;

beforeAll(async () => {
  await ensureRoles();
  await fillCatalogue();
  otherTenants = { lender: await createTenant(null), beta: await createTenant("beta") };
  alpha = await createTenant("alpha");
});

test("every use case behind a server action is tested below", () => {
  const app = join(import.meta.dirname, "../../app");
  const called = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(app, file), "utf8"))
    .filter((source) => source.startsWith('"use server"'))
    .flatMap((source) => [...source.matchAll(/\b(?!can\()(\w+)\(\w+\.scope\b/g)].map(([, name]) => name));
  expect([...new Set(called)].sort()).toEqual(Object.keys(useCases).sort());
});

/** The result or the error, with the given IDs masked. */
async function outcomeFor(name: string, of: OwnedIds): Promise<string> {
  const answer = await useCases[name]?.(alpha.scope, of).then(
    (result) => JSON.stringify(result ?? null),
    (error: Error) => `${error.name}: ${error.message}`,
  );
  return Object.values(of).reduce((text, id) => text.replaceAll(id, "ID"), String(answer));
}

/** Everything that the other tenants own. */
const readOtherTenantsData = async () => {
  const where = { OR: [{ partnerId: null }, { partnerId: otherTenants.beta?.things.partner ?? null }] };
  return JSON.stringify({
    webhooks: await prisma().webhook.findMany({ where, orderBy: { id: "asc" } }),
    users: await prisma().user.findMany({ where, orderBy: { id: "asc" } }),
    sessions: await prisma().session.findMany({ where: { user: where }, orderBy: { id: "asc" } }),
    apiKeys: await prisma().apiKey.findMany({ where, orderBy: { id: "asc" } }),
    deliveries: await prisma().delivery.findMany({ where, orderBy: { id: "asc" } }),
    attempts: await prisma().$queryRaw`
      SELECT a.* FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
      WHERE d.partner_id IS NULL OR d.partner_id = ${otherTenants.beta?.things.partner ?? null}::uuid ORDER BY a.id`,
    notifications: await prisma().notification.findMany({ where: { user: where }, orderBy: { id: "asc" } }),
    partners: await prisma().partner.findMany({ orderBy: { id: "asc" } }),
    roles: await prisma().role.findMany({ orderBy: { id: "asc" } }),
    audit: await prisma().auditEntry.findMany({ where, orderBy: { id: "asc" } }),
  });
};

test.each(Object.keys(useCases))(
  "%s: the ID of another tenant behaves like an unknown ID, and nothing changes",
  async (name) => {
    const before = await readOtherTenantsData();
    for (const [whose, { things }] of Object.entries(otherTenants)) {
      expect(await outcomeFor(name, things), whose).toBe(await outcomeFor(name, makeUnknownIds()));
    }
    expect(await readOtherTenantsData()).toBe(before);
  },
);

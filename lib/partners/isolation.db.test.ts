import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue } from "@/testing/ledger";
import { createTenant, makeUnknownIds, type OwnedIds, type Tenant } from "@/testing/tenants";
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
import { addIncidentNote, assignIncident, closeIncident } from "../incidents/change-incident";
import { createJob } from "../jobs/create-job";
import { countRecoverable } from "../jobs/recovery/count-recoverable";
import { findAffectedSince } from "../jobs/recovery/find-affected-since";
import { createJobSchema } from "../jobs/schema";
import { previewRequest } from "../playground/preview-request";
import { previewRequestSchema, sendTestSchema } from "../playground/schema";
import { sendTest } from "../playground/send-test";
import { simulateEvent } from "../playground/simulate-event";
import { tryCondition } from "../playground/try-condition";
import { enableWebhook, planEnable } from "../recovery/enable-webhook";
import { deleteView } from "../saved-views/delete-view";
import { saveView } from "../saved-views/save-view";
import type { Scope } from "../scope/scope";
import { endOwnSession } from "../sign-in/own-sessions";
import { createSource } from "../sources/create-source";
import { deleteSource } from "../sources/delete-source";
import { rotateSource } from "../sources/rotate-source";
import { createSourceSchema } from "../sources/schema";
import { takeMessage } from "../sources/take-message";
import { takeUnmappedMessages } from "../sources/take-unmapped-messages";
import { updateSource } from "../sources/update-source";
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
const makeResendJob = (webhookId: string) => ({ kind: "resend", filter: { webhookId } });
const schemaAndSample = { schema: {}, sample: { entityId: "1", data: {} } };
const since2026 = { from: "2026-01-01T00:00:00Z", to: undefined };
const newUser = { email: "x@y.example", name: "X", password, roleId: "viewer" };

/** Each use case behind a server action, called with the IDs of a tenant. The first test fails if a use case is missing here. */
const useCases: Record<string, (caller: Scope, ids: OwnedIds) => Promise<unknown>> = {
  addVersion: (caller) => addVersion(caller, "LOAN.CREATE", schemaAndSample),
  createEventType: (caller) =>
    createEventType(
      caller,
      createEventTypeSchema.parse({ name: "Mine", title: "x", entityType: "Loan", ...schemaAndSample }),
    ),
  // tryCondition takes no ID; it reads only events that the scope can see.
  tryCondition: (caller) => tryCondition(caller, eventType, { expression: "true", language: "cel" }),
  updateEventType: (caller) => updateEventType(caller, "LOAN.CREATE", { validation: "warn" }),
  changePassword: (caller, { user }) => changePassword(caller, { userId: user, password }),
  changeUserRole: (caller, { user }) => changeUserRole(caller, { userId: user, roleId: "viewer" }),
  countRecoverable: (caller, { webhook }) => countRecoverable(caller, { webhookId: webhook, ...since2026 }),
  createJob: (caller, { webhook }) => createJob(caller, createJobSchema.parse(makeResendJob(webhook))),
  createApiKey: (caller, { partner }) =>
    createApiKey(caller, { name: "K", scopes: ["events:write"], partnerId: partner }),
  createPartner: (caller, { partner }) => createPartner(caller, { id: partner, name: "N", kind: "partner" }),
  createUser: (caller, { partner }) => createUser(caller, { ...newUser, partnerId: partner }),
  createWebhook: (caller, { partner }) =>
    createWebhook(caller, createWebhookSchema.parse({ url, partnerId: partner })),
  createSource: (caller, { partner }) =>
    createSource(caller, createSourceSchema.parse({ name: "S", system: "loanpro", partnerId: partner }), url),
  deleteRole: (caller) => deleteRole(caller, "viewer"),
  deleteView: (caller, { view }) => deleteView(caller, view),
  deleteWebhook: (caller, { webhook }) => deleteWebhook(caller, webhook),
  deleteSource: (caller, { source }) => deleteSource(caller, source),
  generateKey: async (caller) => typeof generateKey(caller, "precisionlender", {}), // random
  disableUser: (caller, { user }) => disableUser(caller, user),
  enableUser: (caller, { user }) => enableUser(caller, user),
  enableWebhook: (caller, { webhook }) => enableWebhook(caller, webhook, { test: true, resendFailed: true }),
  findAffectedSince: (caller, { webhook }) => findAffectedSince(caller, webhook),
  planEnable: (caller, { webhook }) => planEnable(caller, webhook),
  endOwnSession: (caller, { session }) => endOwnSession(caller, session),
  listPartnerChoices: (caller, { partner }) => listPartnerChoices(caller, { chosenId: partner }),
  previewRequest: (caller, { event }) =>
    previewRequest(caller, previewRequestSchema.parse({ ...previewSettings, eventType, eventId: event })),
  addIncidentNote: (caller, { incident }) => addIncidentNote(caller, incident, "Taken over"),
  assignIncident: (caller, { incident, user }) => assignIncident(caller, incident, user),
  closeIncident: (caller, { incident }) => closeIncident(caller, incident, "Taken over"),
  renamePartner: (caller, { partner }) => renamePartner(caller, partner, { name: "Taken over" }),
  requestResend: (caller, { delivery }) => requestResend(caller, delivery),
  revealKey: (caller, { webhook }) => revealKey(caller, webhook, password),
  revokeApiKey: (caller, { key }) => revokeApiKey(caller, key),
  rotateKey: (caller, { webhook }) => rotateKey(caller, webhook, { overlapHours: 0 }),
  rotateSource: (caller, { source }) => rotateSource(caller, source, { what: "url", overlapHours: 0 }, url),
  saveRole: (caller) => saveRole(caller, "viewer", { name: "Viewer", permissions: ["Manage Users"] }),
  saveView: (caller) => saveView(caller, { name: "Taken over", query: "state=failed" }),
  skipDelivery: (caller, { delivery }) => skipDelivery(caller, delivery),
  sendTest: (caller, { webhook }) =>
    sendTest(
      caller,
      sendTestSchema.parse({
        ...sendTestSettings,
        webhookId: webhook,
        signatureEncoding: "hex",
        headers: {},
      }),
    ),
  simulateEvent: (caller, { webhook }) => simulateEvent(caller, webhook, eventType),
  setReceiverBehaviour: (caller) => setReceiverBehaviour(caller, "/demo/receiver", null),
  takeMessage: (caller, { source, message }) =>
    takeMessage(caller, source, message, { reason: "Taken over" }),
  takeUnmappedMessages: (caller, { source }) => takeUnmappedMessages(caller, source),
  updateProfile: (caller) => updateProfile(caller, { name: "X", timeZone: null }),
  verifyPastedRequest: (caller, { webhook }) =>
    verifyPastedRequest(caller, webhook, { headers: "X-PL-Signature: AAAA", body: "{}" }),
  updateSource: (caller, { source }) => updateSource(caller, source, { name: "Taken over" }),
  updateWebhook: (caller, { webhook }) => updateWebhook(caller, webhook, { name: "Taken over" }),
};

let alpha: Tenant;
let otherTenants: Record<string, Tenant>;

beforeAll(async () => {
  await ensureRoles();
  await fillCatalogue();
  otherTenants = { lender: await createTenant(null), beta: await createTenant("beta") };
  alpha = await createTenant("alpha");
});

test("every use case behind a server action is tested below", () => {
  const app = join(import.meta.dirname, "../../app");
  const calledUseCases = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(app, file), "utf8"))
    .filter((source) => source.startsWith('"use server"'))
    .flatMap((source) => [...source.matchAll(/\b(?!can\()(\w+)\(\w+\.scope\b/g)].map(([, name]) => name));
  expect([...new Set(calledUseCases)].sort()).toEqual(Object.keys(useCases).sort());
});

/** Calls a use case as tenant alpha with these IDs. @returns the result or the error as text, with the IDs masked */
async function callUseCase(name: string, ids: OwnedIds): Promise<string> {
  const outcome = await useCases[name]?.(alpha.scope, ids).then(
    (result) => JSON.stringify(result ?? null),
    (error: Error) => `${error.name}: ${error.message}`,
  );
  return Object.values(ids).reduce((text, id) => text.replaceAll(id, "ID"), String(outcome));
}

/** Reads everything that the other tenants own. */
const readOtherTenantsData = async () => {
  const where = { OR: [{ partnerId: null }, { partnerId: otherTenants.beta?.ownedIds.partner ?? null }] };
  return JSON.stringify({
    sources: await prisma().source.findMany({
      where,
      orderBy: { id: "asc" },
      omit: { unverifiedCount: true },
    }),
    messages: await prisma().$queryRaw`
      SELECT m.id, m.state, m.taken FROM source_messages m JOIN sources s ON s.id = m.source_id
      WHERE s.partner_id IS NULL OR s.partner_id = ${otherTenants.beta?.ownedIds.partner ?? null}::uuid ORDER BY m.id`,
    webhooks: await prisma().webhook.findMany({ where, orderBy: { id: "asc" } }),
    users: await prisma().user.findMany({ where, orderBy: { id: "asc" } }),
    sessions: await prisma().session.findMany({ where: { user: where }, orderBy: { id: "asc" } }),
    apiKeys: await prisma().apiKey.findMany({ where, orderBy: { id: "asc" } }),
    deliveries: await prisma().delivery.findMany({ where, orderBy: { id: "asc" } }),
    attempts: await prisma().$queryRaw`
      SELECT a.* FROM attempts a JOIN deliveries d ON d.id = a.delivery_id
      WHERE d.partner_id IS NULL OR d.partner_id = ${otherTenants.beta?.ownedIds.partner ?? null}::uuid ORDER BY a.id`,
    incidents: await prisma().incident.findMany({ where: { webhook: where }, orderBy: { id: "asc" } }),
    views: await prisma().savedView.findMany({ where: { user: where }, orderBy: { id: "asc" } }),
    entries: (await prisma().incidentEntry.findMany({ where: { incident: { webhook: where } } })).length,
    partners: await prisma().partner.findMany({ orderBy: { id: "asc" } }),
    roles: await prisma().role.findMany({ orderBy: { id: "asc" } }),
    audit: await prisma().auditEntry.findMany({ where, orderBy: { id: "asc" } }),
  });
};

test.each(Object.keys(useCases))(
  "%s: the ID of another tenant behaves like an unknown ID, and nothing changes",
  async (name) => {
    const before = await readOtherTenantsData();
    for (const [tenantName, { ownedIds }] of Object.entries(otherTenants)) {
      expect(await callUseCase(name, ownedIds), tenantName).toBe(await callUseCase(name, makeUnknownIds()));
    }
    expect(await readOtherTenantsData()).toBe(before);
  },
);

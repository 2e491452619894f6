import { createApiKey } from "@/lib/api-keys/create-api-key";
import { prisma } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { Scope } from "@/lib/scope/scope";
import { loadSessionScope } from "@/lib/sign-in/session-scope";
import { createSession } from "@/lib/sign-in/sessions";
import { createUser } from "@/lib/users/create-user";
import { makeWebhook, postEvent, scope } from "./ledger";
import { makeSource, storeMessage } from "./sources";

/** The IDs of things that a tenant owns, one of each kind. */
export interface OwnedIds {
  partner: string;
  user: string;
  session: string;
  key: string;
  webhook: string;
  delivery: string;
  event: string;
  incident: string;
  view: string;
  source: string;
  /** An unmapped message of the source. */
  message: string;
}

const newUser = { name: "X", password: "correct horse battery", roleId: "administrator" };

/** A tenant with things that it owns, and the scope of its administrator. */
export interface Tenant {
  ownedIds: OwnedIds;
  scope: Scope;
}

/** IDs of nothing. */
export const makeUnknownIds = (): OwnedIds => ({
  partner: newId(),
  user: newId(),
  session: newId(),
  key: newId(),
  webhook: newId(),
  delivery: newId(),
  event: newId(),
  incident: newId(),
  view: newId(),
  source: newId(),
  message: newId(),
});

/** Creates a tenant that owns one thing of each kind. @param name the name of the partner; null: the lender */
export async function createTenant(name: string | null): Promise<Tenant> {
  const partner = newId();
  if (name !== null) await prisma().partner.create({ data: { id: partner, name } });
  const partnerId = name === null ? null : partner;
  const email = `${newId()}@${name ?? "lender"}.example`;
  const createResult = await createUser(scope, { ...newUser, email, partnerId });
  const user = createResult.ok ? createResult.id : "";
  const session = await createSession(prisma(), { userId: user, ip: null, userAgent: null, now: new Date() });
  const key = await createApiKey(scope, { name: "Key", scopes: ["all"], partnerId });
  const webhook = (await makeWebhook({ url: "http://127.0.0.1:9/", name: `Of ${name}`, partnerId })).id;
  await postEvent(partnerId ? { partnerId } : {});
  const delivery = await prisma().delivery.findFirstOrThrow({ where: { webhookId: webhook } });
  const incident = newId();
  await prisma().incident.create({ data: { id: incident, webhookId: webhook, errorCode: "timeout" } });
  const view = newId();
  await prisma().savedView.create({
    data: { id: view, userId: user, name: "Failed", query: "state=failed" },
  });
  const { id: source } = await makeSource({ partnerId });
  const message = await storeMessage(source, { state: "unmapped" });
  const caller = await loadSessionScope(session);
  if (!caller || !key.ok) throw new Error("no tenant");
  const ownedIds = {
    partner,
    user,
    session,
    key: key.id,
    webhook,
    delivery: delivery.id,
    event: delivery.eventId,
    incident,
    view,
    source,
    message,
  };
  return { ownedIds, scope: caller };
}

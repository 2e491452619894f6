import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook } from "@/testing/ledger";
import { prisma } from "../db";
import { newId } from "../ids";
import { describePause } from "../reasons/describe";
import { expandPermissions } from "../scope/permissions";
import { makeScope } from "../scope/scope";
import { ensureRoles } from "../users/ensure-roles";
import { dismissNotification } from "./dismiss";
import { notifyOfPause } from "./notify-of-pause";
import { listCurrentNotifications } from "./queries";

useDatabase();
const [admin, servicingUserId, partnersAdmin, partnerId] = [newId(), newId(), newId(), newId()];
const makeUserScope = (id: string) =>
  makeScope({ actor: { kind: "user", id, name: id }, partnerId: null, permissions: expandPermissions([]) });

beforeAll(async () => {
  await fillCatalogue();
  await ensureRoles();
  await prisma().partner.create({ data: { id: partnerId, name: "Acme" } });
  const makeUser = (id: string, roleId: string, partner: string | null = null) => ({
    id,
    email: `${id}@bank.example`,
    name: id,
    passwordHash: "-",
    roleId,
    partnerId: partner,
  });
  await prisma().user.createMany({
    data: [
      makeUser(admin, "administrator"),
      makeUser(servicingUserId, "servicing"),
      makeUser(partnersAdmin, "administrator", partnerId),
    ],
  });
});

async function createPausedWebhook(settings: Record<string, unknown> = {}) {
  const webhook = await makeWebhook({ url: "http://127.0.0.1:9/", ...settings });
  await prisma().webhook.update({
    where: { id: webhook.id },
    data: {
      state: "paused",
      stateReason: "delivery_failed",
      stateChangedAt: new Date(),
      pauseNotifiedAt: null,
    },
  });
  return webhook.id;
}

test("every user who can enable the webhook is notified once for each pause; the users of a partner are notified only of that partner's webhooks", async () => {
  const id = await createPausedWebhook();
  await notifyOfPause(id);
  await notifyOfPause(id);
  expect(await prisma().notification.findMany({ where: { webhookId: id } })).toMatchObject([
    { userId: admin },
  ]);
  expect((await prisma().webhook.findUniqueOrThrow({ where: { id } })).pauseNotifiedAt).not.toBeNull();
  const partnerWebhookId = await createPausedWebhook({ partnerId });
  await notifyOfPause(partnerWebhookId);
  const notified = await prisma().notification.findMany({
    where: { webhookId: partnerWebhookId },
    select: { userId: true },
  });
  expect(notified.map(({ userId }) => userId).sort()).toEqual([admin, partnersAdmin].sort());
});

test("a notification is listed until its user dismisses it or the webhook is no longer paused", async () => {
  const id = await createPausedWebhook();
  await notifyOfPause(id);
  const notification = (await listCurrentNotifications(makeUserScope(admin))).find(
    ({ webhookId }) => webhookId === id,
  );
  const { name } = await prisma().webhook.findUniqueOrThrow({ where: { id } });
  expect(notification?.text).toBe(describePause(name, "delivery_failed").text);
  await dismissNotification(makeUserScope(servicingUserId), notification?.id ?? "");
  expect((await listCurrentNotifications(makeUserScope(admin))).map(({ id }) => id)).toContain(
    notification?.id,
  );
  await dismissNotification(makeUserScope(admin), notification?.id ?? "");
  expect((await listCurrentNotifications(makeUserScope(admin))).map(({ id }) => id)).not.toContain(
    notification?.id,
  );

  const other = await createPausedWebhook();
  await notifyOfPause(other);
  await prisma().webhook.update({ where: { id: other }, data: { state: "enabled" } });
  expect(
    (await listCurrentNotifications(makeUserScope(admin))).map(({ webhookId }) => webhookId),
  ).not.toContain(other);
});

test("a webhook that is still paused is listed once, even after many newer pauses have ended", async () => {
  const id = await createPausedWebhook();
  await notifyOfPause(id);
  for (let count = 0; count < 5; count += 1) {
    const other = await createPausedWebhook();
    await notifyOfPause(other);
    await prisma().webhook.update({ where: { id: other }, data: { state: "enabled" } });
  }
  const listWebhookIds = async () =>
    (await listCurrentNotifications(makeUserScope(admin))).map(({ webhookId }) => webhookId);
  expect(await listWebhookIds()).toContain(id);
  await prisma().webhook.update({ where: { id }, data: { stateChangedAt: new Date(Date.now() + 1_000) } });
  await notifyOfPause(id);
  expect((await listWebhookIds()).filter((webhookId) => webhookId === id)).toHaveLength(1);
});

test("nobody is notified of a webhook that is not paused", async () => {
  const webhook = await makeWebhook({ url: "http://127.0.0.1:9/" });
  expect(await notifyOfPause(webhook.id)).toBe(0);
});

import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook } from "@/testing/ledger";
import { prisma } from "../db";
import { newId } from "../ids";
import { expandPermissions } from "../scope/permissions";
import { makeScope } from "../scope/scope";
import { ensureRoles } from "../users/ensure-roles";
import { dismissNotification } from "./dismiss";
import { notifyOfPause } from "./notify-of-pause";
import { listUnreadNotifications } from "./queries";

useDatabase();
const [admin, servicing, partnersAdmin, partnerId] = [newId(), newId(), newId(), newId()];
const scopeOf = (id: string) =>
  makeScope({ actor: { kind: "user", id, name: id }, partnerId: null, permissions: expandPermissions([]) });

beforeAll(async () => {
  await fillCatalogue();
  await ensureRoles();
  await prisma().partner.create({ data: { id: partnerId, name: "Acme" } });
  const user = (id: string, roleId: string, partner: string | null = null) => ({
    id,
    email: `${id}@bank.example`,
    name: id,
    passwordHash: "-",
    roleId,
    partnerId: partner,
  });
  await prisma().user.createMany({
    data: [
      user(admin, "administrator"),
      user(servicing, "servicing"),
      user(partnersAdmin, "administrator", partnerId),
    ],
  });
});

async function pausedWebhook(settings: Record<string, unknown> = {}) {
  const webhook = await makeWebhook({ url: "http://127.0.0.1:9/", ...settings });
  await prisma().webhook.update({
    where: { id: webhook.id },
    data: { state: "paused", stateChangedAt: new Date(), pauseNotifiedAt: null },
  });
  return webhook.id;
}

test("those who may enable it are told, once for each pause; a partner's people of their own only", async () => {
  const id = await pausedWebhook();
  await notifyOfPause(id);
  await notifyOfPause(id);
  expect(await prisma().notice.findMany({ where: { webhookId: id } })).toMatchObject([{ userId: admin }]);
  expect((await prisma().webhook.findUniqueOrThrow({ where: { id } })).pauseNotifiedAt).not.toBeNull();
  const theirs = await pausedWebhook({ partnerId });
  await notifyOfPause(theirs);
  const told = await prisma().notice.findMany({ where: { webhookId: theirs }, select: { userId: true } });
  expect(told.map((notice) => notice.userId).sort()).toEqual([admin, partnersAdmin].sort());
});

test("a notice is there until it is put away by its own person, or the webhook is well again", async () => {
  const id = await pausedWebhook();
  await notifyOfPause(id);
  const notice = (await listUnreadNotifications(scopeOf(admin))).find(({ webhookId }) => webhookId === id);
  expect(notice?.text).toContain("is Paused");
  await dismissNotification(scopeOf(servicing), notice?.id ?? "");
  expect((await listUnreadNotifications(scopeOf(admin))).map((one) => one.id)).toContain(notice?.id);
  await dismissNotification(scopeOf(admin), notice?.id ?? "");
  expect((await listUnreadNotifications(scopeOf(admin))).map((one) => one.id)).not.toContain(notice?.id);

  const other = await pausedWebhook();
  await notifyOfPause(other);
  await prisma().webhook.update({ where: { id: other }, data: { state: "enabled" } });
  expect((await listUnreadNotifications(scopeOf(admin))).map(({ webhookId }) => webhookId)).not.toContain(
    other,
  );
});

test("a webhook that is not paused any more tells nobody", async () => {
  const webhook = await makeWebhook({ url: "http://127.0.0.1:9/" });
  expect(await notifyOfPause(webhook.id)).toBe(0);
});

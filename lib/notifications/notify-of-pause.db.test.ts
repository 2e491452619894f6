import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook } from "@/testing/ledger";
import { prisma } from "../db";
import { newId } from "../ids";
import { ensureRoles } from "../users/ensure-roles";
import { notifyOfPause } from "./notify-of-pause";

useDatabase();
const [admin, servicingUserId, partnersAdmin, partnerId] = [newId(), newId(), newId(), newId()];

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

test("nobody is notified of a webhook that is not paused", async () => {
  const webhook = await makeWebhook({ url: "http://127.0.0.1:9/" });
  expect(await notifyOfPause(webhook.id)).toBe(0);
});

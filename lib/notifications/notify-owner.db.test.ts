import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { setSmtp, startMailServer } from "@/testing/mail-server";
import { prisma } from "../db";
import { newId } from "../ids";
import { ensureRoles } from "../users/ensure-roles";
import { createWebhookSchema } from "../webhooks/schema";
import { updateWebhook } from "../webhooks/update-webhook";
import { notifyOfPause } from "./notify-of-pause";

useDatabase();
const [admin, clerk, partnersClerk, partnerId] = [newId(), newId(), newId(), newId()];

beforeAll(async () => {
  await fillCatalogue();
  await ensureRoles();
  await prisma().partner.create({ data: { id: partnerId, name: "Acme" } });
  const makeUser = (id: string, roleId: string, name: string, partner: string | null = null) => ({
    id,
    email: `${name}@bank.example`,
    name,
    passwordHash: "-",
    roleId,
    partnerId: partner,
  });
  await prisma().user.createMany({
    data: [
      makeUser(admin, "administrator", "admin"),
      makeUser(clerk, "servicing", "clerk"),
      makeUser(partnersClerk, "servicing", "acme", partnerId),
    ],
  });
});

async function makePausedWebhook(owner: string | null): Promise<string> {
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/", owner });
  await prisma().webhook.update({
    where: { id },
    data: { state: "paused", stateReason: "delivery_failed", stateChangedAt: new Date() },
  });
  return id;
}

const listNotified = async (webhookId: string) =>
  (await prisma().notification.findMany({ where: { webhookId } })).map(({ userId }) => userId).sort();
const listRecipients = (lines: readonly string[]) =>
  lines.flatMap((line) => /^RCPT TO:<(.*)>$/.exec(line)?.[1] ?? []).sort();

test("an owner who is a user is notified in the portal and by e-mail, like the administrators", async () => {
  const server = await startMailServer();
  setSmtp(server.url);
  const id = await makePausedWebhook("Clerk@bank.example");
  expect(await notifyOfPause(id)).toBe(2);
  expect(await listNotified(id)).toEqual([admin, clerk].sort());
  expect(listRecipients(server.lines)).toEqual(["admin@bank.example", "clerk@bank.example"]);
});

test("an owner who is not a user, or who cannot see the webhook, gets one e-mail for each pause", async () => {
  const server = await startMailServer();
  setSmtp(server.url);
  for (const owner of ["payments@bank.example", "acme@bank.example"]) {
    server.lines.length = 0;
    const id = await makePausedWebhook(owner);
    expect(await notifyOfPause(id)).toBe(1);
    await notifyOfPause(id);
    expect(await listNotified(id)).toEqual([admin]);
    expect(listRecipients(server.lines)).toEqual(["admin@bank.example", owner].sort());
    await prisma().webhook.update({ where: { id }, data: { stateChangedAt: new Date(Date.now() + 1_000) } });
    await notifyOfPause(id);
    expect(listRecipients(server.lines).filter((to) => to === owner)).toHaveLength(2);
  }
});

test("an address that the mail server rejects does not keep others from being notified, and is tried again", async () => {
  const server = await startMailServer("admin@bank.example");
  setSmtp(server.url);
  const id = await makePausedWebhook("payments@bank.example");
  await expect(notifyOfPause(id)).rejects.toThrow();
  await expect(notifyOfPause(id)).rejects.toThrow();
  expect(listRecipients(server.lines)).toEqual([
    "admin@bank.example",
    "admin@bank.example",
    "payments@bank.example",
  ]);
});

test("an owner's address that the mail server rejects is not tried again", async () => {
  const server = await startMailServer("nobody@bank.example");
  setSmtp(server.url);
  const id = await makePausedWebhook("nobody@bank.example");
  await notifyOfPause(id);
  await notifyOfPause(id);
  expect(listRecipients(server.lines)).toEqual(["admin@bank.example", "nobody@bank.example"]);
});

test("a disabled user is not notified, even if the user's address is still the webhook's owner", async () => {
  const server = await startMailServer();
  setSmtp(server.url);
  const email = "gone@bank.example";
  const gone = { id: newId(), email, name: "Gone", passwordHash: "-", roleId: "servicing" };
  await prisma().user.create({ data: { ...gone, disabledAt: new Date() } });
  await notifyOfPause(await makePausedWebhook(email));
  expect(listRecipients(server.lines)).toEqual(["admin@bank.example"]);
});

test("an owner is an e-mail address, in lower case; null removes it", async () => {
  const { id, owner } = await makeWebhook({ url: "http://127.0.0.1:9/", owner: " Pay@Bank.example " });
  expect(owner).toBe("pay@bank.example");
  expect(await updateWebhook(scope, id, { owner: null })).toMatchObject({ webhook: { owner: null } });
  for (const invalid of ["pay", "a@b@c.example", "a@bank.example\r\nBcc: b@bank.example", ""])
    expect(createWebhookSchema.safeParse({ url: "https://a.example", owner: invalid }).success, invalid).toBe(
      false,
    );
});

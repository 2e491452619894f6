import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { createEventType } from "../catalogue/create-event-type";
import { createEventTypeSchema } from "../catalogue/schema";
import { updateEventType } from "../catalogue/update-event-type";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { renamePartner } from "../partners/rename-partner";
import { makeScope } from "../scope/scope";
import { createUser } from "../users/create-user";
import { ensureRoles } from "../users/ensure-roles";
import { updateProfile } from "../users/update-profile";
import { updateWebhookSchema } from "../webhooks/schema";
import { updateWebhook } from "../webhooks/update-webhook";

useDatabase();
beforeAll(fillCatalogue);
beforeAll(ensureRoles);

/** Runs `change` while a transaction that has changed the same row is open. That transaction commits once `change` waits for it. */
async function changeDuring(sql: string, id: string, change: () => Promise<unknown>): Promise<void> {
  const otherClient = await pool().connect();
  try {
    await otherClient.query("BEGIN");
    await otherClient.query(sql, [id]);
    const changing = change();
    await expect.poll(countBlocked, { interval: 10, timeout: 10_000 }).toBe(1);
    await otherClient.query("COMMIT");
    expect(await changing).toMatchObject({ ok: true });
  } finally {
    otherClient.release();
  }
}

async function countBlocked(): Promise<number> {
  const { rows } = await pool().query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows.length;
}

const readDetails = async (targetId: string) =>
  (await prisma().auditEntry.findFirst({ where: { targetId }, orderBy: { id: "desc" } }))?.details;

test("of two concurrent changes of an event type, the audit entry of the second has the first one's result as the old value", async () => {
  const eventTypeInput = {
    name: "Raised",
    title: "A",
    entityType: "Loan",
    schema: {},
    sample: { entityId: "1", data: {} },
  };
  await createEventType(scope, createEventTypeSchema.parse(eventTypeInput));
  await changeDuring("UPDATE event_types SET title = 'B' WHERE name = $1", "Raised", () =>
    updateEventType(scope, "Raised", { title: "C" }),
  );
  expect(await readDetails("Raised")).toMatchObject({ title: { from: "B", to: "C" } });
});

test("of two concurrent changes of a webhook, the audit entry of the second has the first one's result as the old value", async () => {
  const { id } = await makeWebhook({ url: "http://127.0.0.1:9/", name: "A" });
  await changeDuring("UPDATE webhooks SET name = 'B' WHERE id = $1", id, () =>
    updateWebhook(scope, id, updateWebhookSchema.parse({ name: "C" })),
  );
  expect(await readDetails(id)).toMatchObject({ name: { from: "B", to: "C" } });
});

test("of two concurrent changes of a partner, the audit entry of the second has the first one's result as the old value", async () => {
  const { id } = await prisma().partner.create({ data: { id: newId(), name: "A" } });
  await changeDuring("UPDATE partners SET name = 'B' WHERE id = $1", id, () =>
    renamePartner(scope, id, { name: "C" }),
  );
  expect(await readDetails(id)).toMatchObject({ from: "B", to: "C" });
});

test("of two concurrent changes of a profile, the audit entry of the second has the first one's result as the old value", async () => {
  const user = { email: "ann@bank.example", name: "A", password: "a long password", roleId: "viewer" };
  const created = await createUser(scope, user);
  const id = created.ok ? created.id : "";
  const userScope = makeScope({
    actor: { kind: "user", id, name: user.email },
    partnerId: null,
    permissions: [],
  });
  await changeDuring("UPDATE users SET name = 'B' WHERE id = $1", id, () =>
    updateProfile(userScope, { name: "C", timeZone: null }),
  );
  expect(await readDetails(id)).toMatchObject({ from: { name: "B" }, to: { name: "C" } });
});

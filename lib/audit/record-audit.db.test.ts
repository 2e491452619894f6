import { expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { pool, prisma } from "../db";
import { type AuditRecord, recordAudit } from "./record-audit";

useDatabase();
const entry: AuditRecord<"user.disabled"> = {
  action: "user.disabled",
  targetId: "1",
  details: { email: "sam@bank.example" },
};

test("recent entries can be neither changed nor deleted, and their table cannot be truncated", async () => {
  await recordAudit(prisma(), scope, entry);
  for (const sql of [
    "UPDATE audit_entries SET actor_name = 'x'",
    "DELETE FROM audit_entries",
    "TRUNCATE audit_entries",
  ]) {
    await expect(pool().query(sql)).rejects.toThrow("append-only");
  }
  expect(await prisma().auditEntry.count()).toBe(1);
});

test("entries can be deleted after seven years", async () => {
  await pool().query(
    `INSERT INTO audit_entries (id, at, actor_kind, actor_name, action, target_type, target_id, details)
     VALUES (gen_random_uuid(), now() - interval '8 years', 'system', 'x', 'old', 't', '1', '{}')`,
  );
  const { rowCount } = await pool().query("DELETE FROM audit_entries WHERE at < now() - interval '7 years'");
  expect(rowCount).toBe(1);
});

test("an action whose entry cannot be written is rolled back", async () => {
  const rolledBack = prisma().$transaction(async (db) => {
    await db.partner.create({ data: { id: crypto.randomUUID(), name: "never" } });
    await recordAudit(db, scope, { ...entry, partnerId: "no uuid" });
  });
  await expect(rolledBack).rejects.toThrow();
  expect(await prisma().partner.count()).toBe(0);
});

test("an entry gets its target type from the table of actions; the compiler rejects unknown actions and invalid details", async () => {
  await recordAudit(prisma(), scope, entry);
  expect(await prisma().auditEntry.findFirst({ orderBy: { id: "desc" } })).toMatchObject({
    action: "user.disabled",
    targetType: "user",
  });
  const { details, ...bare } = entry;
  // @ts-expect-error an action that is not in the table
  const unknown: AuditRecord<"user.renamed"> = { ...bare, action: "user.renamed" };
  // @ts-expect-error the details are missing
  const incomplete: AuditRecord<"user.disabled"> = bare;
  // @ts-expect-error these are the details of another action
  const mistaken: AuditRecord<"user.disabled"> = { ...bare, details: { ...details, own: true } };
  for (const { targetId } of [unknown, incomplete, mistaken]) expect(targetId).toBe(entry.targetId);
});

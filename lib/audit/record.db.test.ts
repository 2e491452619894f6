import { expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { pool, prisma } from "../db";
import { recordAudit } from "./record";

useDatabase();
const entry = { action: "user.signed-in", targetType: "user", targetId: "1" } as const;

test("entries can be neither changed nor removed, nor all at once", async () => {
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

test("after seven years they may go", async () => {
  await pool().query(
    `INSERT INTO audit_entries (id, at, actor_kind, actor_name, action, target_type, target_id, details)
     VALUES (gen_random_uuid(), now() - interval '8 years', 'system', 'x', 'old', 't', '1', '{}')`,
  );
  const { rowCount } = await pool().query("DELETE FROM audit_entries WHERE at < now() - interval '7 years'");
  expect(rowCount).toBe(1);
});

test("what cannot be audited does not happen", async () => {
  const rolledBack = prisma().$transaction(async (db) => {
    await db.partner.create({ data: { id: crypto.randomUUID(), name: "never" } });
    await recordAudit(db, scope, { ...entry, partnerId: "no uuid" });
  });
  await expect(rolledBack).rejects.toThrow();
  expect(await prisma().partner.count()).toBe(0);
});

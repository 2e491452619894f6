import { beforeAll, expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { prisma } from "../db";
import { newId } from "../ids";
import { Forbidden, makeScope, type Scope } from "../scope/scope";
import { exportAudit } from "./export-audit";
import { listAudit } from "./list-audit";
import { recordAudit } from "./record-audit";
import type { AuditFilter } from "./schema";

useDatabase();

const acme = newId();
const keyId = newId();
let middleTime = "";

function makeUserScope(
  partnerId: string | null,
  permissions: Parameters<typeof makeScope>[0]["permissions"],
): Scope {
  return makeScope({
    actor: { kind: "user", id: newId(), name: "Ann@Bank.example" },
    partnerId,
    permissions,
  });
}
const ann = makeUserScope(null, ["users:write"]);

/** Waits for another millisecond, because IDs and the times of the filter are precise to one millisecond. */
async function waitForNextMillisecond(): Promise<void> {
  const now = Date.now();
  await vi.waitUntil(() => Date.now() > now, { interval: 1 });
}

beforeAll(async () => {
  await prisma().partner.create({ data: { id: acme, name: "Acme" } });
  await prisma().apiKey.create({
    data: { id: keyId, name: "Core", prefix: "hl_1", hash: new Uint8Array(1), scopes: [], createdBy: "x" },
  });
  await recordAudit(prisma(), scope, {
    action: "api-key.created",
    targetId: keyId,
    details: { name: "Core", prefix: "hl_1", scopes: ["a", "b"], expiresAt: null },
  });
  const email = "=cmd|' /C";
  await recordAudit(prisma(), ann, { action: "user.disabled", targetId: email, details: { email } });

  await waitForNextMillisecond();
  middleTime = new Date().toISOString();
  await waitForNextMillisecond();
  await recordAudit(prisma(), ann, {
    action: "partner.created",
    targetId: acme,
    partnerId: acme,
    details: { name: "Acme", kind: "partner" },
  });
});

const listActions = async (filter: AuditFilter = {}, as = scope) =>
  (await listAudit(as, { ...filter, limit: 50 })).items.map((entry) => entry.action);

test("entries are listed newest first, page by page", async () => {
  const all = ["partner.created", "user.disabled", "api-key.created"];
  expect(await listActions()).toEqual(all);
  const first = await listAudit(scope, { limit: 2 });
  expect(first.items.map((entry) => entry.action)).toEqual(all.slice(0, 2));
  const second = await listAudit(scope, { limit: 2, cursor: first.nextCursor ?? undefined });
  expect(second.items.map((entry) => entry.action)).toEqual(all.slice(2));
  expect(second.nextCursor).toBeNull();
});

test("entries are filtered by actor, action, target and time", async () => {
  expect(await listActions({ who: "ANN@" })).toEqual(["partner.created", "user.disabled"]);
  expect(await listActions({ who: "%" })).toEqual([]);
  expect(await listActions({ who: "ann\u0000@", targetType: "user\u0000" })).toEqual(["user.disabled"]);
  expect(await listActions({ action: "user.disabled" })).toEqual(["user.disabled"]);
  expect(await listActions({ targetType: "apiKey", targetId: keyId })).toEqual(["api-key.created"]);
  expect(await listActions({ from: middleTime })).toEqual(["partner.created"]);
  expect(await listActions({ to: middleTime })).toEqual(["user.disabled", "api-key.created"]);
});

test("targets have their current names; a partner sees only its own entries, and only with users:write", async () => {
  const { items } = await listAudit(scope, { limit: 50 });
  expect(items.map((entry) => entry.targetName)).toEqual(["Acme", null, "Core"]);
  expect(items.map((entry) => entry.targetExists)).toEqual([true, false, true]);
  expect(await listActions({}, makeUserScope(acme, ["users:write"]))).toEqual(["partner.created"]);
  await expect(listActions({}, makeUserScope(null, ["webhooks:write"]))).rejects.toThrow(Forbidden);
  await expect(exportAudit(makeUserScope(null, []), {}, "csv")).rejects.toThrow(Forbidden);
});

async function readAll(pieces: AsyncGenerator<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

test("an export contains the entries that match the filter, escapes formulas, names the time zone and is itself audited", async () => {
  const filter = { action: "user.disabled" };
  const csv = await readAll(await exportAudit(ann, filter, "csv"));
  const [heading, row, end] = csv.split("\r\n");
  expect(heading).toMatch(/^Time \(UTC\),Who,/);
  expect(row).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,Ann@Bank\.example,/);
  expect(row).toContain(`"'=cmd|' /C"`);
  expect(end).toBe("");
  const [entry] = await prisma().auditEntry.findMany({ where: { action: "audit.exported" } });
  expect(entry).toMatchObject({ actorName: "Ann@Bank.example", details: { format: "csv", filter } });
});

test("an NDJSON export has one entry per line across many pages, without the export's own audit entry", async () => {
  await prisma().auditEntry.createMany({
    data: Array.from({ length: 2_001 }, (_, index) => ({
      ...{ id: newId(), actorKind: "system", actorName: "x", action: "many" },
      ...{ targetType: "t", targetId: String(index), details: {} },
    })),
  });
  const lines = (await readAll(await exportAudit(ann, {}, "ndjson"))).trimEnd().split("\n");
  const entries = lines.map((line) => JSON.parse(line) as { id: string; action: string });
  expect(entries.filter(({ action }) => action === "many")).toHaveLength(2_001);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  expect(entries.filter(({ action }) => action === "audit.exported")).toHaveLength(1);
});

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { makePastPartitions } from "@/testing/past-partitions";
import { makeSource, storeMessage } from "@/testing/sources";
import { pool, prisma } from "../db";
import { resetEnv } from "../env";
import { partitionedTables } from "../partitions/partitioned-tables";
import { applyRetention } from "./apply-retention";

useDatabase();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
beforeAll(async () => {
  vi.stubEnv("HOOKLEDGER_BODY_RETENTION_DAYS", "10");
  resetEnv();
  await makePastPartitions(pool(), inDays(-30));
});
afterAll(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

test("messages of sources are dropped once their whole week is past its retention, except those that wait to be mapped", async () => {
  const { id } = await makeSource();
  const young = await storeMessage(id, { state: "mapped", at: inDays(-9) });
  const waiting = await storeMessage(id, { at: inDays(-19) });
  for (const state of ["mapped", "unmapped", "unverified", "duplicate"] as const) {
    await storeMessage(id, { state, at: inDays(-19) });
  }
  await storeMessage(id, { state: "mapped", at: inDays(-40) });
  const findKept = async () =>
    (await prisma().sourceMessage.findMany({ orderBy: { id: "asc" } })).map((row) => row.id);
  const { partitions, messages } = await applyRetention();
  expect(await findKept()).toEqual([waiting, young]);
  expect(messages).toBe(4);
  expect(partitions).toContain(`${partitionedTables.sourceMessages.name}_first`);
  await pool().query("UPDATE source_messages SET state = 'mapped' WHERE id = $1", [waiting]);
  const next = await applyRetention();
  expect(next.messages).toBe(0);
  expect(next.partitions).toHaveLength(1);
  expect(await findKept()).toEqual([young]);
});

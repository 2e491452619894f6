import pg from "pg";
import { expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { makeSource, storeMessage } from "@/testing/sources";
import { pool, prisma } from "../db";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { findSource, listSources } from "./queries";
import { sourceListQuerySchema } from "./schema";

useDatabase();
const list = (query: Record<string, unknown> = {}, who = scope) =>
  listSources(who, sourceListQuerySchema.parse(query));

test("sources are listed newest first, page by page, and a partner sees only its own", async () => {
  const acme = await makePartnerScope("Acme");
  const first = await makeSource();
  const second = await makeSource({}, acme);
  const third = await makeSource({}, await makePartnerScope("Other"));
  const page = await list({ limit: 2 });
  expect(page.items.map(({ id }) => id)).toEqual([third.id, second.id]);
  expect(page.nextCursor).toBe(second.id);
  const rest = await list({ limit: 2, cursor: second.id });
  expect(rest).toMatchObject({ items: [{ id: first.id }], nextCursor: null });
  expect((await list({}, acme)).items).toEqual([{ ...second, url: null }]);
  expect(await findSource(acme, third.id)).toBeNull();
});

test("a source shows how many messages wait or are unmapped, how many are listed as not verified and were refused in all, and when the last one came", async () => {
  const { id } = await makeSource();
  const { id: otherId } = await makeSource();
  for (const state of ["waiting", "waiting", "mapped", "unmapped", "duplicate", "unverified"] as const) {
    await storeMessage(id, { state, at: new Date("2026-11-30T01:00:00.000Z") });
  }
  await storeMessage(id, { state: "mapped", at: new Date("2026-11-30T02:00:00.123Z") });
  await storeMessage(otherId, { state: "unmapped" });
  await prisma().source.update({ where: { id }, data: { unverifiedCount: 5_000_000_000n } });
  const counts = {
    waiting: 2,
    unmapped: 1,
    unverified: 1,
    unverifiedTotal: 5_000_000_000,
    lastMessageAt: "2026-11-30T02:00:00.123Z",
  };
  expect(await findSource(scope, id)).toMatchObject(counts);
  expect((await list()).items.find((source) => source.id === id)).toMatchObject(counts);
});

test("at most 1,000 unmapped messages are counted", async () => {
  const { id } = await makeSource();
  await pool().query(
    `INSERT INTO source_messages (id, source_id, state, verified, method, query, headers, body)
     SELECT message_id, $1, 'unmapped', true, 'POST', '', '[]', '' FROM unnest($2::uuid[]) AS m (message_id)`,
    [id, Array.from({ length: 1_001 }, () => newId())],
  );
  expect(await findSource(scope, id)).toMatchObject({ unmapped: 1_000 });
});

test("a source without messages is read by indexes only, even if another source has all messages", async () => {
  const { id: bigId } = await makeSource();
  const { id } = await makeSource();
  await pool().query("DELETE FROM source_messages");
  await pool().query(
    `INSERT INTO source_messages (id, source_id, state, verified, method, query, headers, body)
     SELECT message_id, $1, (CASE WHEN n % 50 = 0 THEN 'unmapped' ELSE 'mapped' END)::source_message_state, true, 'POST', '', '[]', ''
     FROM unnest($2::uuid[]) WITH ORDINALITY AS m (message_id, n)`,
    [bigId, Array.from({ length: 20_000 }, () => newId())],
  );
  await pool().query("VACUUM ANALYZE source_messages");
  const query = vi.spyOn(pg.Client.prototype, "query");
  await findSource(scope, id);
  const [sql, values] = query.mock.calls.find(([text]) => String(text).includes("source_messages")) ?? [];
  query.mockRestore();
  const { rows } = await pool().query(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`,
    values as unknown as unknown[],
  );
  const plan = rows[0]["QUERY PLAN"][0].Plan as { "Shared Hit Blocks": number; "Shared Read Blocks": number };
  // The messages have hundreds of blocks.
  expect(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]).toBeLessThan(100);
});

test("the permission sources:read is required", async () => {
  const writer = makeScope({ actor: scope.actor, partnerId: null, permissions: ["sources:write"] });
  await expect(list({}, writer)).rejects.toThrow("sources:read");
  await expect(findSource(writer, "no-id")).rejects.toThrow("sources:read");
});

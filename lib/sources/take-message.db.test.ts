import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { listSourceAudit, makeSource, storeMessage } from "@/testing/sources";
import { pool } from "../db";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { registerSignalSender, type Signal } from "../signals";
import { findMessage } from "./list-messages";
import { takeMessageSchema } from "./schema";
import { takeMessage } from "./take-message";
import { takeUnmappedMessages } from "./take-unmapped-messages";

useDatabase();
let signals: Signal[] = [];
beforeAll(() => {
  registerSignalSender(async (sent) => {
    signals.push(...sent);
  });
});
afterAll(() => registerSignalSender(undefined));
let sourceId = "";
beforeEach(async () => {
  sourceId = (await makeSource()).id;
  signals = [];
});

const take = (messageId: string, input: Record<string, unknown> = {}, who = scope) =>
  takeMessage(who, sourceId, messageId, takeMessageSchema.parse(input));
const listTakenAudit = async () => (await listSourceAudit(sourceId)).slice(1);

test("a taken message waits without its reason, says who took it and with what, is audited, and calls the mapper", async () => {
  const id = await storeMessage(sourceId, { state: "unmapped" });
  const given = { type: "PaymentPosted", entityId: "L-1" };
  const taken = await take(id.toUpperCase(), given);
  expect(taken).toMatchObject({
    ok: true,
    message: {
      id,
      state: "waiting",
      verified: true,
      reason: null,
      taken: { by: scope.actor.name, ...given },
    },
  });
  expect(await findMessage(scope, sourceId, id)).toMatchObject(taken.ok ? taken.message : {});
  expect(await listTakenAudit()).toEqual([
    {
      action: "source.message-taken",
      partnerId: null,
      details: { name: "Pricing", messageId: id, verified: true, ...given },
    },
  ]);
  expect(JSON.stringify(signals)).toContain(sourceId);
});

test("a message that did not verify is taken only with a reason, stays marked, and keeps the reason with the name of who gave it when it is taken again", async () => {
  const id = await storeMessage(sourceId, { state: "unverified" });
  expect(await take(id)).toMatchObject({ rejected: "reason_required", field: "reason" });
  expect(await listTakenAudit()).toEqual([]);
  expect(await take(id, { reason: "Checked by phone" })).toMatchObject({
    ok: true,
    message: { state: "waiting", verified: false, taken: { reason: "Checked by phone" } },
  });
  expect(await listTakenAudit()).toMatchObject([
    { details: { verified: false, reason: "Checked by phone", messageId: id } },
  ]);
  await pool().query("UPDATE source_messages SET state = 'unmapped' WHERE id = $1", [id]);
  const bob = makeScope({ ...scope, actor: { ...scope.actor, name: "Bob" } });
  expect(await take(id, { entityId: "L-1" }, bob)).toMatchObject({
    message: { taken: { by: scope.actor.name, reason: "Checked by phone", entityId: "L-1" } },
  });
  await pool().query("UPDATE source_messages SET state = 'unmapped' WHERE id = $1", [id]);
  expect(await take(id, { reason: "Checked in person" }, bob)).toMatchObject({
    message: { taken: { by: "Bob", reason: "Checked in person" } },
  });
});

test("a message of which only a part is kept is not taken", async () => {
  const id = await storeMessage(sourceId, { state: "unverified", truncated: true });
  expect(await take(id, { reason: "Checked by phone" })).toMatchObject({
    rejected: "message_truncated",
    message: expect.stringContaining("16 KiB"),
  });
  expect(await findMessage(scope, sourceId, id)).toMatchObject({ state: "unverified" });
});

test.each(["waiting", "mapped", "duplicate"] as const)("a message that is %s is not taken", async (state) => {
  const id = await storeMessage(sourceId, { state });
  expect(await take(id, { reason: "Again" })).toMatchObject({ rejected: "not_takeable" });
  expect(await findMessage(scope, sourceId, id)).toMatchObject({ state, taken: null });
  expect(JSON.stringify(signals)).not.toContain(sourceId);
});

test("of several users who take the same message at once, one succeeds", async () => {
  const id = await storeMessage(sourceId, { state: "unmapped" });
  const results = await Promise.all(Array.from({ length: 5 }, () => take(id)));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.filter((result) => !result.ok && result.rejected === "not_takeable")).toHaveLength(4);
  expect(await listTakenAudit()).toHaveLength(1);
});

test("all unmapped messages of a source are taken, and no others; what one user gave for one of them stays under that name", async () => {
  const earlier = { by: "Ann", at: "2026-11-01T00:00:00.000Z", reason: "Checked", entityId: "L-1" };
  const first = await storeMessage(sourceId, { state: "unmapped", verified: false, taken: earlier });
  const second = await storeMessage(sourceId, { state: "unmapped" });
  const unverified = await storeMessage(sourceId, { state: "unverified" });
  const { id: otherId } = await makeSource();
  const foreign = await storeMessage(otherId, { state: "unmapped" });
  expect(await takeUnmappedMessages(scope, sourceId.toUpperCase())).toEqual({ ok: true, taken: 2 });
  expect(await findMessage(scope, sourceId, first)).toMatchObject({
    state: "waiting",
    reason: null,
    taken: earlier,
  });
  expect(await findMessage(scope, sourceId, second)).toMatchObject({
    state: "waiting",
    taken: { by: scope.actor.name },
  });
  expect(await findMessage(scope, sourceId, unverified)).toMatchObject({ state: "unverified" });
  expect(await findMessage(scope, otherId, foreign)).toMatchObject({ state: "unmapped" });
  expect(await listTakenAudit()).toMatchObject([
    {
      action: "source.messages-taken",
      details: { name: "Pricing", messages: 2, firstMessageId: first, lastMessageId: second },
    },
  ]);
  expect(await takeUnmappedMessages(scope, sourceId)).toEqual({ ok: true, taken: 0 });
  expect(await listTakenAudit()).toHaveLength(1);
});

test("more unmapped messages than one chunk has are all taken, and each chunk is audited", async () => {
  await pool().query(
    `INSERT INTO source_messages (id, source_id, state, verified, method, query, headers, body)
     SELECT message_id, $1, 'unmapped', true, 'POST', '', '[]', '' FROM unnest($2::uuid[]) AS m (message_id)`,
    [sourceId, Array.from({ length: 5_001 }, () => newId())],
  );
  expect(await takeUnmappedMessages(scope, sourceId)).toEqual({ ok: true, taken: 5_001 });
  expect((await listTakenAudit()).map(({ details }) => details)).toMatchObject([
    { messages: 5_000 },
    { messages: 1 },
  ]);
});

test("another tenant's messages are not found, and sources:write is required", async () => {
  const acme = await makePartnerScope("Acme");
  const id = await storeMessage(sourceId, { state: "unmapped" });
  for (const [source, message] of [
    [sourceId, id],
    [(await makeSource({}, acme)).id, id],
    ["no-id", "no-id"],
  ] as const) {
    expect(await takeMessage(acme, source, message, {})).toMatchObject({ rejected: "not_found" });
  }
  for (const source of [sourceId, newId(), "no-id"]) {
    expect(await takeUnmappedMessages(acme, source)).toMatchObject({ rejected: "not_found" });
  }
  expect(await findMessage(scope, sourceId, id)).toMatchObject({ state: "unmapped" });
  const reader = makeScope({ actor: scope.actor, partnerId: null, permissions: ["sources:read"] });
  await expect(take(id, {}, reader)).rejects.toThrow("sources:write");
  await expect(takeUnmappedMessages(reader, sourceId)).rejects.toThrow("sources:write");
});

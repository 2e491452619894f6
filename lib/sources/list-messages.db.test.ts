import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { scope } from "@/testing/ledger";
import { makePartnerScope } from "@/testing/partners";
import { makeSource, storeMessage } from "@/testing/sources";
import { withheldLabel } from "../customer-data/schema";
import { pool } from "../db";
import { newId } from "../ids";
import { makeScope } from "../scope/scope";
import { deleteSource } from "./delete-source";
import { findMessage, listMessages, readMessageBody } from "./list-messages";
import { type MessageState, messageListQuerySchema, messageStates } from "./schema";

useDatabase();
let sourceId = "";
const idsByState = new Map<MessageState, string>();
beforeAll(async () => {
  sourceId = (await makeSource()).id;
  for (const state of messageStates) idsByState.set(state, await storeMessage(sourceId, { state }));
});

const list = (query: Record<string, unknown> = {}, who = scope, id = sourceId) =>
  listMessages(who, id, messageListQuerySchema.parse(query));

test("messages are listed newest first, page by page", async () => {
  const newestFirst = [...idsByState.values()].reverse();
  const page = await list({ limit: 3 });
  expect(page?.items.map(({ id }) => id)).toEqual(newestFirst.slice(0, 3));
  const rest = await list({ limit: 3, cursor: page?.nextCursor });
  expect(rest?.items.map(({ id }) => id)).toEqual(newestFirst.slice(3));
  expect(rest?.nextCursor).toBeNull();
});

test.each(messageStates)("messages in the state %s are listed alone", async (state) => {
  const page = await list({ state, limit: 1 });
  expect(page).toMatchObject({ items: [{ id: idsByState.get(state), state }], nextCursor: null });
});

test("a rare state is searched in steps: an empty page has a cursor, from which the search continues", async () => {
  const { id } = await makeSource();
  const rare = await storeMessage(id, { state: "duplicate", at: new Date(Date.now() - 60_000) });
  await pool().query(
    `INSERT INTO source_messages (id, source_id, state, verified, method, query, headers, body)
     SELECT message_id, $1, 'mapped', true, 'POST', '', '[]', '' FROM unnest($2::uuid[]) AS m (message_id)`,
    [id, Array.from({ length: 20_000 }, () => newId())],
  );
  const first = await list({ state: "duplicate" }, scope, id);
  expect(first).toMatchObject({ items: [], nextCursor: expect.any(String) });
  const second = await list({ state: "duplicate", cursor: first?.nextCursor }, scope, id);
  expect(second).toMatchObject({ items: [{ id: rare }], nextCursor: null });
});

test("a message shows what came in, when and from where", async () => {
  const at = new Date("2026-11-30T01:02:03.004Z");
  const headers: [string, string][] = [
    ["Content-Type", "text/plain; charset=utf-8"],
    ["X-One", "1"],
  ];
  const id = await storeMessage(sourceId, {
    state: "unverified",
    at,
    headers,
    body: "héllo",
    truncated: true,
  });
  expect(await findMessage(scope, sourceId.toUpperCase(), id.toUpperCase())).toEqual({
    id,
    sourceId,
    state: "unverified",
    verified: false,
    receivedAt: at.toISOString(),
    address: "203.0.113.7",
    size: 6,
    truncated: true,
    reason: "A reason.",
    eventId: null,
    taken: null,
    method: "POST",
    query: "a=b",
    headers,
  });
});

test.each([
  ["application/json", "application/json"],
  ["Application/JSON ; charset=utf-8", "application/json"],
  ["text/html\r\nSet-Cookie: a=b", "application/octet-stream"],
  ["nonsense", "application/octet-stream"],
  ["", "application/octet-stream"],
])("the body of a message with the content type %j is downloaded as %s", async (given, contentType) => {
  const id = await storeMessage(sourceId, { headers: [["content-type", given]], body: "\u0000<b>" });
  expect(await readMessageBody(scope, sourceId, id)).toEqual({
    bytes: Buffer.from("\u0000<b>"),
    contentType,
  });
});

test("messages of another tenant's source, of a deleted source or under another source are not found", async () => {
  const acme = await makePartnerScope("Acme");
  const { id: acmeSourceId } = await makeSource({}, acme);
  const acmeMessageId = await storeMessage(acmeSourceId);
  const messageId = idsByState.get("mapped") ?? "";
  const { id: deletedId } = await makeSource();
  const deletedMessageId = await storeMessage(deletedId);
  await deleteSource(scope, deletedId);
  for (const [who, source, message] of [
    [acme, sourceId, messageId] as const,
    [acme, acmeSourceId, messageId] as const,
    [scope, acmeSourceId, messageId] as const,
    [scope, deletedId, deletedMessageId] as const,
    [scope, "no-id", "no-id"] as const,
  ]) {
    expect(await findMessage(who, source, message)).toBeNull();
    expect(await readMessageBody(who, source, message)).toBeNull();
  }
  for (const id of [sourceId, deletedId, "no-id"]) {
    expect(await list({}, id === sourceId ? acme : scope, id)).toBeNull();
  }
  expect((await list({}, acme, acmeSourceId))?.items.map(({ id }) => id)).toEqual([acmeMessageId]);
});

test("without the permission for customer data, what can have some of the message is withheld", async () => {
  const headers: [string, string][] = [["x-customer", "Ada"]];
  const content = { headers, reason: "Ada is no type.", body: "Ada" };
  const id = await storeMessage(sourceId, { state: "unmapped", ...content });
  const reader = makeScope({ actor: scope.actor, partnerId: null, permissions: ["sources:read"] });
  const message = await findMessage(reader, sourceId, id);
  expect(message).toMatchObject({
    query: withheldLabel,
    headers: [["x-customer", withheldLabel]],
    reason: withheldLabel,
  });
  expect((await list({ limit: 1 }, reader))?.items[0]).toMatchObject({ id, reason: withheldLabel });
  await expect(readMessageBody(reader, sourceId, id)).rejects.toThrow("customer-data:read");
  expect(await findMessage(scope, sourceId, id)).toMatchObject({ headers, query: "a=b" });
});

test("the permission sources:read is required", async () => {
  const writer = makeScope({ actor: scope.actor, partnerId: null, permissions: ["sources:write"] });
  await expect(list({}, writer)).rejects.toThrow("sources:read");
  await expect(findMessage(writer, sourceId, newId())).rejects.toThrow("sources:read");
  await expect(readMessageBody(writer, sourceId, newId())).rejects.toThrow("sources:read");
});

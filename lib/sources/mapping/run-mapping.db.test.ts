import { afterEach, beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db";
import { resetEnv } from "@/lib/env";
import { refreshFullTenants } from "@/lib/events/backlog-limit";
import { newId } from "@/lib/ids";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { listStored, makeBody, mapAll, openDoor, receive, signBody } from "@/testing/source-door";
import { deleteSource } from "../delete-source";
import { takeMessage } from "../take-message";
import { updateSource } from "../update-source";
import { findWaitingSources } from "./call-waiting-sources";

useDatabase();
beforeAll(fillCatalogue);
afterEach(async () => {
  delete process.env.HOOKLEDGER_MAX_DUE_DELIVERIES;
  resetEnv();
  await refreshFullTenants();
});

const states = async (id: string) => (await listStored(id)).map(({ state }) => state);

async function loadEvents(ids: readonly (string | null)[]) {
  const { rows } = await pool().query(
    `SELECT e.id, e.type, e.entity_type, e.entity_id, e.received_by, e.verified, e.message_id, e.occurred_at, x.data
     FROM events e LEFT JOIN event_data x ON x.event_id = e.id WHERE e.id = ANY($1) ORDER BY e.id`,
    [ids],
  );
  return rows;
}

/** Moves the receipt of a message into the past. */
async function moveReceipt(id: string, seconds: number): Promise<void> {
  const movedId = newId(new Date(Date.now() - seconds * 1_000));
  await pool().query("UPDATE source_messages SET id = $2 WHERE id = $1", [id, movedId]);
}

test("a message becomes an event with its deliveries, and each knows of the other", async () => {
  const { id: webhookId } = await makeWebhook({
    url: "https://receiver.example/",
    triggers: ["OpportunityCreated"],
  });
  const { id, token } = await openDoor();
  await receive(token, makeBody({ eventName: "OpportunityCreated", entityId: "o-77" }));
  await mapAll(id);
  const [message] = await listStored(id);
  expect(message?.state).toBe("mapped");
  expect(await loadEvents([message?.eventId ?? null])).toMatchObject([
    {
      type: "OpportunityCreated",
      entity_type: "Opportunity",
      entity_id: "o-77",
      received_by: "Source Pricing",
      verified: true,
      message_id: message?.id,
    },
  ]);
  const { rows } = await pool().query(
    "SELECT state FROM deliveries WHERE event_id = $1 AND webhook_id = $2",
    [message?.eventId, webhookId],
  );
  expect(rows).toEqual([{ state: "pending" }]);
});

test("an event without a time of its own occurred when its message came", async () => {
  const { id, token } = await openDoor();
  await receive(token, makeBody());
  const [waiting] = await listStored(id);
  await moveReceipt(waiting?.id ?? "", 3_600);
  await mapAll(id);
  const [message] = await listStored(id);
  const [event] = await loadEvents([message?.eventId ?? null]);
  expect(Math.abs(Date.now() - 3_600_000 - event.occurred_at.getTime())).toBeLessThan(60_000);
});

test("a message that repeats the ID of its system makes no event, however late it comes", async () => {
  const { id, token } = await openDoor();
  const body = makeBody();
  await receive(token, body);
  await mapAll(id);
  await receive(token, body);
  await receive(token, body);
  await mapAll(id);
  const messages = await listStored(id);
  expect(messages.map(({ state }) => state)).toEqual(["mapped", "duplicate", "duplicate"]);
  expect(new Set(messages.map(({ eventId }) => eventId)).size).toBe(1);
});

test("a message with the ID of an earlier one but other content is listed", async () => {
  const { id, token } = await openDoor();
  const { id: ownId } = JSON.parse(makeBody());
  await receive(token, makeBody({ id: ownId, entityId: "o-1" }));
  await receive(token, makeBody({ id: ownId, entityId: "o-2" }));
  await mapAll(id);
  const [first, second] = await listStored(id);
  expect(first?.state).toBe("mapped");
  expect(second).toMatchObject({ state: "unmapped" });
  expect(second?.reason).toContain("same ID but other content");
});

test("the ID of a message does not meet the idempotency keys of the events API or of another source", async () => {
  const body = makeBody();
  await postEvent({ entityId: "o-1", idempotencyKey: JSON.parse(body).id });
  const sources = [await openDoor(), await openDoor()];
  for (const { id, token } of sources) {
    await receive(token, body);
    await mapAll(id);
    expect(await states(id)).toEqual(["mapped"]);
  }
});

const loanproBody = JSON.stringify({
  eventName: "Payment Posted to account",
  context: { "loan-display-id": "L-7" },
});
const loanproHeaders: [string, string][] = [["Content-Type", "application/json"]];
const loanpro = { system: "loanpro", key: undefined };

test("without an ID, the same body within ten minutes is a repetition, and later a new event", async () => {
  const { id, token } = await openDoor(loanpro);
  await receive(token, loanproBody, loanproHeaders);
  await receive(token, loanproBody, loanproHeaders);
  await mapAll(id);
  expect(await states(id)).toEqual(["mapped", "duplicate"]);
  const [first] = await listStored(id);
  await moveReceipt(first?.id ?? "", 601);
  await receive(token, loanproBody, loanproHeaders);
  await mapAll(id);
  expect(await states(id)).toEqual(["mapped", "duplicate", "mapped"]);
});

test("with the window 0, as for Fineract, the same body is a new event each time", async () => {
  const { id, token } = await openDoor({ ...loanpro, duplicateSeconds: 0 });
  await receive(token, loanproBody, loanproHeaders);
  await receive(token, loanproBody, loanproHeaders);
  await mapAll(id);
  expect(await states(id)).toEqual(["mapped", "mapped"]);
});

test("a message that cannot become an event has its reason and does not keep the others", async () => {
  const { id, token } = await openDoor();
  const bodies = [
    "no JSON",
    makeBody({ eventName: "NobodyKnowsThis" }),
    makeBody({ entityId: undefined }),
    makeBody(),
  ];
  for (const body of bodies) await receive(token, body, signBody(body));
  await mapAll(id);
  const messages = await listStored(id);
  expect(messages.map(({ state }) => state)).toEqual(["unmapped", "unmapped", "unmapped", "mapped"]);
  expect(messages[1]?.reason).toContain('"NobodyKnowsThis" does not exist');
  for (const { reason } of messages.slice(0, 3)) expect(reason).toBeTruthy();
});

test("after the mapping is changed, a message that was unmapped is taken again", async () => {
  const { id, token } = await openDoor();
  await receive(token, makeBody({ eventName: "deal.changed" }));
  await mapAll(id);
  const [unmapped] = await listStored(id);
  expect(unmapped?.state).toBe("unmapped");
  await updateSource(scope, id, { mapping: { eventTypes: { "deal.changed": "OpportunityUpdated" } } });
  expect(await takeMessage(scope, id, unmapped?.id ?? "", {})).toMatchObject({ ok: true });
  await mapAll(id);
  const [message] = await listStored(id);
  expect(message).toMatchObject({ state: "mapped", reason: null });
});

test("a message that did not verify becomes an event that says so, once a person takes it with a reason", async () => {
  const { id, token } = await openDoor();
  const body = makeBody();
  await receive(token, body, signBody(body, "a wrong key, but a real event"));
  await mapAll(id);
  const [refused] = await listStored(id);
  expect(refused?.state).toBe("unverified");
  await takeMessage(scope, id, refused?.id ?? "", { reason: "Their key was rotated too early." });
  await mapAll(id);
  const [message] = await listStored(id);
  expect(message).toMatchObject({ state: "mapped", verified: false });
  expect(await loadEvents([message?.eventId ?? null])).toMatchObject([{ verified: false }]);
});

test("messages whose signal was lost are found, also those of a deleted source", async () => {
  const { id, token } = await openDoor();
  await receive(token, makeBody());
  await deleteSource(scope, id);
  expect(await findWaitingSources()).toContain(id);
  await mapAll(id);
  expect(await states(id)).toEqual(["mapped"]);
  expect(await findWaitingSources()).not.toContain(id);
});

test("while the backlog is over its limit, messages are still accepted, and become events afterwards", async () => {
  await makeWebhook({ url: "https://receiver.example/" });
  const limit = { count: 1 };
  for (let index = 0; index <= limit.count; index += 1) await postEvent();
  process.env.HOOKLEDGER_MAX_DUE_DELIVERIES = String(limit.count);
  resetEnv();
  await refreshFullTenants();
  const { id, token } = await openDoor();
  expect(await receive(token, makeBody())).toMatchObject({ ok: true });
  await mapAll(id);
  expect(await states(id)).toEqual(["waiting"]);
  delete process.env.HOOKLEDGER_MAX_DUE_DELIVERIES;
  resetEnv();
  await refreshFullTenants();
  await mapAll(id);
  expect(await states(id)).toEqual(["mapped"]);
});

test("a retry of Plexe has the same ID but a new time and number, and is a repetition", async () => {
  const { id, token } = await openDoor({ system: "plexe", verification: { kind: "none" }, key: undefined });
  const loanId = "e19b7c44-5a83-4b1d-a6f2-90f7c2d8b6e0";
  const send = (attempt: number) =>
    receive(
      token,
      JSON.stringify({
        Id: "7c1f8a2e-94b0-4d7e-8a55-21c1d1f0a901",
        WebhookEvent: "WB_Loan_Closed",
        Attempt: attempt,
        Data: { loanId },
        CreationTimeUtc: `2026-03-01T12:0${attempt}:00.000Z`,
      }),
      [["Content-Type", "application/json"]],
    );
  await send(1);
  await send(2);
  await mapAll(id);
  const [first, second] = await listStored(id);
  expect(first?.state).toBe("mapped");
  expect(second).toMatchObject({ state: "duplicate", eventId: first?.eventId });
});

test("equal bodies are different events if a header says so", async () => {
  const { id, token } = await openDoor({
    system: "generic",
    verification: { kind: "none" },
    key: undefined,
    mapping: { type: '{{ headers["x-event"] }}', entityId: "/id", data: "/data" },
  });
  const send = (type: string) =>
    receive(token, '{"id":"L-5","data":{}}', [
      ["Content-Type", "application/json"],
      ["X-Event", type],
    ]);
  for (const type of ["PaymentPosted", "PaymentReversed", "PaymentPosted"]) await send(type);
  await mapAll(id);
  expect(await states(id)).toEqual(["mapped", "mapped", "duplicate"]);
});

import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "@/testing/database";
import { fillCatalogue, makeWebhook, scope } from "@/testing/ledger";
import { readExactJson } from "../adapters/endpoint/read-json";
import { toApiRequest } from "../adapters/endpoint/to-route";
import { pool } from "../db";
import { loadEventsForUrlTemplates } from "../deliveries/load-events-for-url-templates";
import { dialectIds } from "../dialects";
import { JsonNumber } from "../json/json-number";
import { listPastEvents } from "../playground/past-events";
import { loadWebhooksForSending } from "../webhooks/signing/sign-request";
import { acceptEvent } from "./accept-events";
import { eventSchema } from "./schema";
import { findEventData } from "./timeline/event-data";

useDatabase();
const numberTexts = [
  ...["1234567890123.123456", "9007199254740993.0", "1e-400", "120.50", "12345678901234567890"],
  ...["1E400", "-0", "0.10000000000000000555"],
];
const amounts = `"amounts":[${numberTexts.join(",")}]`;
const data = `{${amounts},"constructor":"Alder Homes Ltd"}`;
const type = "OpportunityUpdated";
const webhookIdByDialect = new Map<string, string>();

beforeAll(async () => {
  await fillCatalogue();
  for (const dialect of dialectIds) {
    const { id } = await makeWebhook({ url: "http://127.0.0.1:9/", name: dialect, dialect });
    webhookIdByDialect.set(dialect, id);
  }
});

/** Accepts an event as the API does: parsed from the text of the request body. */
async function post(body: string) {
  const request = toApiRequest(new Request("http://x/", { method: "POST", body }));
  return acceptEvent(scope, eventSchema.parse(await readExactJson(request, 65_536)));
}

async function acceptOrThrow(body: string) {
  const acceptance = await post(body);
  if (!acceptance.ok) throw new Error(acceptance.message);
  return {
    id: acceptance.results[0]?.id ?? "",
    due: acceptance.due,
    duplicate: acceptance.results[0]?.duplicate,
  };
}

test("every number keeps its exact text in the ledger and in each body that includes the data", async () => {
  const { id, due } = await acceptOrThrow(
    `{"type":"${type}","version":1.0,"entityId":"o-1","data":${data},"changes":{"rate":{"from":4.10,"to":4.25}}}`,
  );
  expect(await findEventData(scope, id)).toEqual({
    text: data,
    changes: '{"rate":{"from":4.10,"to":4.25}}',
    masked: false,
    limited: false,
  });
  const { rows } = await pool().query<{ id: string; body: Buffer }>("SELECT id, bytes AS body FROM bodies");
  const bodies = new Map(rows.map((row) => [row.id, row.body.toString()]));
  // Fineract writes a number of the request as Java prints the double, if a double has its value.
  const fineractAmounts = amounts.replace("120.50", "120.5").replace("-0,", "-0.0,");
  for (const { deliveryId, webhookId } of due) {
    if (webhookId === webhookIdByDialect.get("precisionlender")) continue;
    const isFineract = webhookId === webhookIdByDialect.get("fineract");
    expect(bodies.get(deliveryId)).toContain(isFineract ? fineractAmounts : amounts);
    expect(bodies.get(deliveryId)).toContain('"constructor":"Alder Homes Ltd"');
  }
  expect(due).toHaveLength(dialectIds.length);
});

test("the preview, the condition tester and the URL templates of each attempt also get the exact numbers", async () => {
  const { id } = await acceptOrThrow(`{"type":"${type}","entityId":"o-2","data":${data}}`);
  const exact = numberTexts.map((text) => new JsonNumber(text));
  const [event] = await listPastEvents(scope, type);
  expect(event).toMatchObject({ id, data: { amounts: exact } });
  const webhookId = webhookIdByDialect.get("loanpro") ?? "";
  const webhook = (await loadWebhooksForSending([webhookId])).get(webhookId);
  if (!webhook) throw new Error("no webhook");
  const facts = await loadEventsForUrlTemplates([{ eventId: id, webhook }]);
  expect(facts.get(id)).toMatchObject({ data: { amounts: exact }, changes: null });
});

test("an event sent again with reordered fields is a duplicate; with a different number, it is a conflict", async () => {
  const eventJson = (data: string) =>
    `{"type":"${type}","entityId":"o-3","idempotencyKey":"k","data":${data}}`;
  const first = await acceptOrThrow(eventJson('{"amount":120.50,"by":{"name":"Zoë","id":1}}'));
  const again = await acceptOrThrow(eventJson('{"by":{"id":1,"name":"Zoë"},"amount":120.50}'));
  expect(again).toEqual({ id: first.id, due: [], duplicate: true });
  expect(await post(eventJson('{"amount":120.51,"by":{"name":"Zoë","id":1}}'))).toMatchObject({
    ok: false,
    rejected: "idempotency_conflict",
  });
});

test("an event with a legacy digest is still recognized as a duplicate", async () => {
  const eventJson = (data: string) =>
    `{"type":"${type}","entityId":"o-4","idempotencyKey":"old","occurredAt":"2026-01-02T03:04:05Z","data":${data}}`;
  const { id } = await acceptOrThrow(eventJson('{"b":120.50,"a":1}'));
  const parts = [type, "o-4", null, "2026-01-02T03:04:05.000Z", '{"b":120.5,"a":1}'];
  const legacyDigest = createHash("sha256").update(JSON.stringify(parts)).digest();
  await pool().query("UPDATE events SET digest = $2 WHERE id = $1", [id, legacyDigest]);
  expect(await acceptOrThrow(eventJson('{"b":120.50,"a":1}'))).toMatchObject({ id, duplicate: true });
  expect(await post(eventJson('{"b":120.51,"a":1}'))).toMatchObject({ rejected: "idempotency_conflict" });
});

import { expect, test } from "vitest";
import { attemptDue, makeWebhook, postEvent, scope } from "@/testing/ledger";
import { publishAll } from "@/testing/own-events";
import type { Receiver } from "@/testing/receiver";
import { pagerDutyEventSchema, slackMessageSchema, teamsMessageSchema } from "@/testing/receiver-formats";
import { useReceiver } from "@/testing/use-receiver";
import { pool } from "../db";
import { updateWebhook } from "../webhooks/update-webhook";
import { receiverPresets } from "./presets";

let receiver: Receiver;
useReceiver((started) => {
  receiver = started;
});

const routingKey = "0123456789abcdef0123456789ABCDEF";

/** Creates a webhook with a preset's settings, as the form does. */
async function makeFromPreset(id: string, settings: Record<string, unknown> = {}) {
  const preset = receiverPresets.find((one) => one.id === id);
  if (!preset) throw new Error(id);
  const { dialect, options, triggers, keyField: field } = preset;
  const authentication = field === undefined ? null : { kind: "bodyField", field, value: routingKey };
  const url = receiver.url(`/${id}`);
  return await makeWebhook({ url, dialect, options, triggers, authentication, ...settings });
}

const listBodiesFor = (id: string) =>
  receiver.requests
    .filter(({ url }) => url === `/${id}`)
    .map(({ headers, body }) => ({ type: headers["content-type"], body: JSON.parse(body.toString()) }));

test("Slack, Teams and PagerDuty get a webhook's pause and recovery in their documented formats", async () => {
  for (const { id } of receiverPresets) await makeFromPreset(id);
  const { id } = await makeWebhook({ name: "Core", url: receiver.url("/core"), retryDelays: [] });
  // Slack responds with 200, Teams and PagerDuty with 202.
  receiver.respond(({ url }) => ({ status: url === "/core" ? 500 : url === "/slack" ? 200 : 202 }));
  await postEvent();
  await attemptDue();
  await publishAll();
  await updateWebhook(scope, id, { state: "enabled" });
  await publishAll();
  const outcomes = await attemptDue();
  expect([...outcomes.values()].map(({ kind }) => kind)).toEqual(
    Array.from({ length: 6 }, () => "succeeded"),
  );

  const schemas = { slack: slackMessageSchema, teams: teamsMessageSchema, pagerduty: pagerDutyEventSchema };
  for (const [presetId, schema] of Object.entries(schemas)) {
    const bodies = listBodiesFor(presetId);
    expect(bodies, presetId).toHaveLength(2);
    for (const { type, body } of bodies) {
      expect(type).toBe("application/json");
      expect(schema.safeParse(body).error, presetId).toBeUndefined();
      expect(JSON.stringify(body)).toContain("Core");
    }
  }
  const actions = listBodiesFor("pagerduty").map(({ body }) => [
    body.event_action,
    body.dedup_key,
    body.routing_key,
  ]);
  expect(actions.sort()).toEqual([
    ["resolve", `hookledger/Webhook/${id}`, routingKey],
    ["trigger", `hookledger/Webhook/${id}`, routingKey],
  ]);
});

test("a key in the body is stored nowhere in the ledger, and is not sent to another receiver", async () => {
  const { id, authentication } = await makeFromPreset("pagerduty", { triggers: ["OpportunityUpdated"] });
  expect(authentication).toEqual({ kind: "bodyField", field: "routing_key", value: "********" });
  await postEvent();
  await attemptDue();
  expect(listBodiesFor("pagerduty")[0]?.body).toMatchObject({ routing_key: routingKey });
  for (const table of ["webhooks", "audit_entries", "attempts", "deliveries", "event_data"]) {
    const { rows } = await pool().query(`SELECT 1 FROM ${table} t WHERE t::text LIKE '%' || $1 || '%'`, [
      routingKey,
    ]);
    expect(rows, table).toEqual([]);
  }
  const { rows: bodies } = await pool().query<{ bytes: Buffer }>("SELECT bytes FROM bodies");
  expect(bodies.length).toBeGreaterThan(0);
  expect(bodies.filter(({ bytes }) => bytes.includes(routingKey))).toEqual([]);

  const updateResult = await updateWebhook(scope, id, { url: "http://127.0.0.1:9/elsewhere" });
  expect(updateResult).toMatchObject({
    webhook: { authentication: null },
    warnings: [{ code: "secret_dropped" }],
  });
});

test("with a key in the body, the method GET is rejected, and an attempt fails if the body is not a JSON object", async () => {
  const authentication = { kind: "bodyField", field: "key", value: "secret" };
  const webhook = await makeWebhook({
    url: receiver.url(),
    dialect: "loanpro",
    authentication,
    options: { contentType: "text/plain", bodyTemplate: "{{ event.type }}" },
  });
  expect(await updateWebhook(scope, webhook.id, { method: "GET" })).toMatchObject({
    invalid: [{ field: "method", code: "method_refused" }],
  });
  await postEvent();
  await attemptDue();
  expect(receiver.requests).toEqual([]);
  const { rows } = await pool().query(
    "SELECT a.error_code AS code FROM attempts a JOIN deliveries d ON d.id = a.delivery_id WHERE d.webhook_id = $1",
    [webhook.id],
  );
  expect(rows).toEqual([{ code: "template_error" }]);
});

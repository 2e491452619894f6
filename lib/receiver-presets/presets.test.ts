import { expect, test } from "vitest";
import { pagerDutyEventSchema, slackMessageSchema, teamsMessageSchema } from "@/testing/receiver-formats";
import { builtinEventTypes } from "../catalogue/builtin";
import { loanpro } from "../dialects/loanpro/loanpro";
import { receiverPresets } from "./presets";

const schemas = {
  slack: slackMessageSchema,
  teams: teamsMessageSchema,
  pagerduty: pagerDutyEventSchema.omit({ routing_key: true }),
};

/** Renders a preset's body with an event type's sample, or with other data. */
function render(id: string, eventType: string, data?: object) {
  const preset = receiverPresets.find((one) => one.id === id);
  const type = builtinEventTypes.find(({ name }) => name === eventType);
  if (!preset || !type) throw new Error(`${id} ${eventType}`);
  const facts = { id: "01931b7e-0000-7000-8000-000000000001", partnerId: null, changes: null };
  const event = {
    ...facts,
    type: eventType,
    title: type.title,
    entityType: type.entityType,
    entityId: type.sample.entityId,
    occurredAt: new Date("2026-11-29T12:00:00Z"),
    data: data ?? type.sample.data,
  };
  return JSON.parse(loanpro.render(event, "trace", loanpro.options.parse(preset.options)).body.toString());
}

test.each(Object.entries(schemas))(
  "%s: the bodies of Hookledger's own events and of other events have the documented form",
  (id, schema) => {
    const preset = receiverPresets.find((one) => one.id === id);
    const options = loanpro.options.parse(preset?.options);
    expect(
      loanpro.checkTemplates?.({ url: preset?.url ?? "https://a.example/", headers: {} }, options),
    ).toEqual([]);
    const ownEventNames = builtinEventTypes
      .filter(({ system }) => system === "Hookledger")
      .map(({ name }) => name);
    for (const name of [...ownEventNames, "PaymentReversed", "OpportunityUpdated"])
      expect(schema.safeParse(render(id, name)).error, name).toBeUndefined();
    expect(schema.safeParse(render(id, "PaymentReversed", {})).error).toBeUndefined();
  },
);

test("a long or hostile summary stays within the limits, mentions nobody and shows no link", () => {
  const summary = `<!channel> "quoted" & [a link](https://evil.example) ${"x".repeat(5_000)}`;
  for (const [id, schema] of Object.entries(schemas)) {
    const body = render(id, "hookledger.webhook.paused", { summary });
    expect(schema.safeParse(body).error, id).toBeUndefined();
  }
  const { text, blocks } = render("slack", "hookledger.webhook.paused", { summary });
  expect(text).toContain('&lt;!channel&gt; "quoted" &amp; [a link]');
  expect(blocks[1].text.text).toContain("<!channel>");
});

test("PagerDuty: a webhook's failures trigger one alert, and its recovery resolves that alert", () => {
  const [paused, failing, failed, recovered] = [
    "webhook.paused",
    "webhook.failing",
    "delivery.failed",
    "webhook.recovered",
  ].map((name) => render("pagerduty", `hookledger.${name}`));
  expect([paused, failing, failed, recovered].map(({ event_action }) => event_action)).toEqual([
    "trigger",
    "trigger",
    "trigger",
    "resolve",
  ]);
  expect([paused, failing, failed].map(({ payload }) => payload.severity)).toEqual([
    "critical",
    "warning",
    "error",
  ]);
  expect(new Set([paused, failing, failed, recovered].map(({ dedup_key }) => dedup_key)).size).toBe(1);
});

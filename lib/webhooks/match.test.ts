import { expect, test } from "vitest";
import { matchWebhooks, type TriggerCandidate } from "./match";

const event = {
  type: "LoanClosed",
  entityType: "Loan",
  entityId: "L-1",
  occurredAt: new Date("2026-11-21T21:00:00Z"),
  partnerId: "p1" as string | null,
  changes: null,
  data: { daysPastDue: 2 },
};
const makeCandidate = (changes: Partial<TriggerCandidate>): TriggerCandidate => ({
  webhookId: "w",
  partnerId: null,
  state: "enabled",
  dialect: "precisionlender",
  options: {},
  version: null,
  eventType: "LoanClosed",
  ordered: false,
  condition: null,
  ...changes,
});
const cel = (expression: string) => ({ expression, language: "cel" as const });
const clojure = (expression: string) => ({ expression, language: "clojure" as const });
const listMatchedIds = (candidates: TriggerCandidate[], matchedEvent = event) =>
  matchWebhooks(matchedEvent, candidates).matched.map((one) => one.webhookId);

test('an event matches by type or by "*", once per webhook', () => {
  const both = [makeCandidate({}), makeCandidate({ eventType: "*" })];
  expect(listMatchedIds(both)).toEqual(["w"]);
  expect(listMatchedIds([makeCandidate({ eventType: "LoanOpened" })])).toEqual([]);
});

test('"*" does not include Hookledger\'s own events, which match by name', () => {
  const own = { ...event, type: "hookledger.webhook.paused" };
  const byName = makeCandidate({ webhookId: "named", eventType: own.type });
  expect(listMatchedIds([makeCandidate({ eventType: "*" }), byName], own)).toEqual(["named"]);
});

test("the lender's webhooks match the events of every partner; a partner's webhooks match only that partner's events", () => {
  const all = [
    makeCandidate({ webhookId: "lender" }),
    makeCandidate({ webhookId: "mine", partnerId: "p1" }),
    makeCandidate({ webhookId: "other", partnerId: "p2" }),
  ];
  expect(listMatchedIds(all)).toEqual(["lender", "mine"]);
  expect(listMatchedIds(all, { ...event, partnerId: null })).toEqual(["lender"]);
});

test("deliveries of a paused webhook are held; a disabled webhook is skipped with the reason disabled", () => {
  const { matched, skipped } = matchWebhooks(event, [
    makeCandidate({ webhookId: "paused", state: "paused" }),
    makeCandidate({ webhookId: "disabled", state: "disabled" }),
  ]);
  expect(matched).toMatchObject([{ webhookId: "paused", held: true }]);
  expect(skipped).toEqual([{ webhookId: "disabled", reason: "disabled" }]);
});

test("a true condition matches; false and failing conditions skip the webhook with a reason", () => {
  const { matched, skipped } = matchWebhooks(event, [
    makeCandidate({ webhookId: "yes", condition: cel("entity.daysPastDue == 2") }),
    makeCandidate({ webhookId: "no", condition: cel("entity.daysPastDue > 2") }),
    makeCandidate({ webhookId: "broken", condition: cel("entity.noSuchField == 1") }),
    makeCandidate({ webhookId: "either", condition: cel("false") }),
    makeCandidate({ webhookId: "either", eventType: "*", condition: cel('entity.id == "L-1"') }),
  ]);
  expect(matched.map((one) => one.webhookId)).toEqual(["yes", "either"]);
  expect(skipped).toMatchObject([
    { webhookId: "no", reason: "condition_false" },
    { webhookId: "broken", reason: "condition_error", detail: expect.stringContaining("noSuchField") },
  ]);
});

test("a Clojure condition sees the event by LoanPro's names, and its errors have the place in the formula", () => {
  const { matched, skipped } = matchWebhooks(event, [
    makeCandidate({ webhookId: "yes", condition: clojure("(= status-days-past-due 2)") }),
    makeCandidate({ webhookId: "no", condition: clojure("(> status-days-past-due 2)") }),
    makeCandidate({ webhookId: "broken", condition: clojure("(and true\n  (< status-payoff 2))") }),
  ]);
  expect(matched.map((one) => one.webhookId)).toEqual(["yes"]);
  expect(skipped).toMatchObject([
    { webhookId: "no", reason: "condition_false" },
    {
      webhookId: "broken",
      reason: "condition_error",
      detail: expect.stringMatching(/^Line 2, column 3: <: /),
    },
  ]);
});

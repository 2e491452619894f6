import { expect, test } from "vitest";
import { limitToHeads } from "./find-heads";

test("from webhooks that send in order, a claim takes only the heads of lines; a webhook's limit is infinity if the claim takes all its heads", () => {
  const shares = ["any", "few", "many", "long", "busy"].map((webhookId) => ({ webhookId, room: 2 }));
  const heads = new Map([
    ["few", { deliveryIds: ["f1"], hasMore: false, isUndecided: false }],
    ["many", { deliveryIds: ["m1", "m2", "m3"], hasMore: false, isUndecided: false }],
    ["long", { deliveryIds: [], hasMore: true, isUndecided: false }],
    ["busy", { deliveryIds: [], hasMore: false, isUndecided: true }],
  ]);
  expect(limitToHeads(shares, heads)).toEqual({
    shares: [
      { webhookId: "any", room: 2 },
      { webhookId: "few", room: 1 },
      { webhookId: "many", room: 2 },
      { webhookId: "long", room: 0 },
      { webhookId: "busy", room: 0 },
    ],
    headIds: ["f1", "m1", "m2", "m3"],
    headWebhookIds: ["few", "many", "many", "many"],
    claimLimitByWebhookId: new Map([
      ["any", 2],
      ["few", Number.POSITIVE_INFINITY],
      ["many", 2],
      ["long", 0],
      ["busy", Number.POSITIVE_INFINITY],
    ]),
    busyWebhookIds: ["busy"],
  });
});

import { expect, test } from "vitest";
import { makeSampleAttempt, makeSampleDelivery } from "@/testing/history-samples";
import { describeCause, groupByCause } from "./cause-groups";

const failedWith = (traceId: string, ...causes: string[]) =>
  makeSampleDelivery({
    traceId,
    state: "failed",
    attempts: causes.map((cause, index) =>
      makeSampleAttempt({
        startedAt: `2026-11-21T09:0${index}:00.000Z`,
        error: { code: "any", message: cause, cause, nextAction: null },
      }),
    ),
  });
const listGroups = (groups: ReturnType<typeof groupByCause>) =>
  groups.map(({ cause, deliveries }) => [cause, deliveries.map(({ traceId }) => traceId)]);

test("the cause of a delivery is that of its last failed attempt, unless it was delivered or is held", () => {
  const failed = failedWith("1", "Refused.", "Timed out.");
  expect(describeCause(failed)).toBe("Timed out.");
  expect(describeCause({ ...failed, state: "pending" })).toBe("Timed out.");
  expect(describeCause({ ...failed, state: "succeeded" })).toBe("Delivered.");
  expect(describeCause({ ...failed, state: "held", stateReason: "The webhook is disabled." })).toBe(
    "The webhook is disabled.",
  );
  expect(describeCause(makeSampleDelivery({ state: "pending" }))).toBe("Not attempted yet.");
});

test("the largest group comes first; an update moves neither groups nor rows", () => {
  const before = groupByCause([failedWith("1", "A."), failedWith("2", "B."), failedWith("3", "B.")]);
  expect(listGroups(before)).toEqual([
    ["B.", ["2", "3"]],
    ["A.", ["1"]],
  ]);
  const delivered = makeSampleDelivery({ traceId: "3", state: "succeeded" });
  const updated = [failedWith("1", "A."), failedWith("2", "B."), delivered, failedWith("4", "C.")];
  expect(listGroups(groupByCause([...updated, failedWith("5", "A.")], before))).toEqual([
    ["B.", ["2", "3"]],
    ["A.", ["1", "5"]],
    ["C.", ["4"]],
  ]);
});

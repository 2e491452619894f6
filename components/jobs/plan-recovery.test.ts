import { expect, test } from "vitest";
import {
  type RecoverableState,
  type RecoverableWebhook,
  type RecoveryCount,
  recoverableStates,
} from "@/lib/jobs/recovery/schema";
import { describeDuration, planRecovery } from "./plan-recovery";

const core = { id: "a", name: "Core", paused: true, failed: 1, held: 11, discarded: 0 };
const desk = { id: "b", name: "Desk", paused: false, failed: 3, held: 0, discarded: 2 };

function buildCount(webhooks: RecoverableWebhook[], given: Partial<RecoveryCount> = {}): RecoveryCount {
  const countState = (state: RecoverableState) => ({
    total: webhooks.reduce((sum, webhook) => sum + webhook[state], 0),
    excluded: 0,
    oldest: "2026-11-21T18:00:00.000Z",
    newest: "2026-11-21T20:11:00.000Z",
  });
  return {
    webhookId: null,
    from: "2026-11-21T17:00:00.000Z",
    to: null,
    byState: Object.fromEntries(
      recoverableStates.map((state) => [state, countState(state)]),
    ) as RecoveryCount["byState"],
    webhooks,
    rate: 50,
    canEnable: true,
    ...given,
  };
}

const plan = (count: RecoveryCount, ...states: RecoverableState[]) => planRecovery(count, new Set(states));

test("failed deliveries are resent, also to a paused webhook, which stays paused", () => {
  const { job, total, webhooks, effects } = plan(buildCount([core, desk]), "failed", "discarded");
  expect(job).toEqual({
    kind: "resend",
    filter: { states: ["failed", "discarded"], from: "2026-11-21T17:00:00.000Z" },
  });
  expect([total, webhooks.map((webhook) => webhook.total)]).toEqual([6, [1, 5]]);
  expect(effects).toEqual([
    "Resends 6 failed and discarded deliveries, each once, with identical bytes and the same trace ID.",
    "“Core” stays paused.",
  ]);
});

test("held deliveries are released, after their paused webhook is enabled, and failed ones are resent by the same job", () => {
  const count = buildCount([core, desk], { to: "2026-11-21T21:00:00.000Z" });
  const { job, total, effects, oldest, newest } = plan(count, "held", "failed");
  expect(job).toEqual({
    kind: "release-held",
    filter: { webhookIds: ["a", "b"], from: count.from, to: count.to },
    enable: true,
    resendFailed: true,
  });
  expect([total, oldest, newest]).toEqual([15, "2026-11-21T18:00:00.000Z", "2026-11-21T20:11:00.000Z"]);
  expect(effects).toEqual([
    "Enables “Core”.",
    "Releases 11 held deliveries, to be sent with all retries.",
    "Resends 4 failed deliveries with identical bytes and the same trace ID.",
  ]);
  expect(plan(buildCount([{ ...core, paused: false }]), "held").job).toMatchObject({
    enable: false,
    resendFailed: false,
  });
});

test("for a user who cannot enable webhooks, the plan resends failed deliveries and says which deliveries stay held", () => {
  const count = buildCount([core, desk], { canEnable: false });
  const both = plan(count, "held", "failed");
  expect(both.job).toMatchObject({ kind: "resend", filter: { states: ["failed"] } });
  expect(both.total).toBe(4);
  expect(both.effects.at(-1)).toMatch(/^The held deliveries of “Core” stay held: only users/);
  expect(plan(count, "held")).toMatchObject({ job: null, total: 0, problem: both.effects.at(-1) });
  const deskWithHeld = { ...desk, held: 5 };
  expect(plan(buildCount([core, deskWithHeld], { canEnable: false }), "held", "failed").job).toMatchObject({
    kind: "release-held",
    filter: { webhookIds: ["b"] },
    enable: false,
  });
});

test("a selection that is empty or needs several jobs gives a message instead of a job", () => {
  const count = buildCount([core, desk]);
  expect(plan(count, "held", "discarded")).toMatchObject({
    job: null,
    problem: expect.stringContaining("need separate jobs"),
  });
  expect(plan(count)).toMatchObject({ job: null, problem: "Select which deliveries to recover." });
  expect(plan(buildCount([]), "failed", "held").problem).toBe(
    "There is nothing to recover: no failed or held delivery from this time can be sent. Choose another time.",
  );
  const many = Array.from({ length: 101 }, (_, index) => ({ ...core, id: `${index}` }));
  expect(plan(buildCount(many), "held")).toMatchObject({
    job: null,
    problem: expect.stringContaining("These deliveries belong to 101 webhooks"),
  });
});

test("the shortest duration that is shown is one second", () => {
  expect(describeDuration(1, 50)).toBe("At most 50 per second, so it takes at least 1 s.");
  expect(describeDuration(12_001, 50)).toBe("At most 50 per second, so it takes at least 4 min 1 s.");
});

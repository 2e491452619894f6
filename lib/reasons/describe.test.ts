import { expect, test } from "vitest";
import type { SendPhase } from "../http/send-result";
import type { FailureCode, Outlook, StateReason, StoredFailure } from "./codes";
import {
  buildFailureMessage,
  describeFailure,
  describePause,
  describeStateReason,
  describeWarning,
} from "./describe";

type CodeTestedOnce = Exclude<FailureCode, `http_${number}` | "timeout" | "tls_failed">;

/** The parameters of each code that is tested once; a missing code is a type error. */
const paramsByCode: Record<CodeTestedOnce, StoredFailure["params"]> = {
  dns_failed: {},
  address_refused: {},
  https_required: {},
  connect_refused: {},
  connect_failed: {},
  connection_reset: {},
  invalid_response: { status: 101 },
  aborted: {},
  send_failed: {},
  redirect: { status: 302, location: "https://new.example/. x" },
  not_200: { status: 201 },
  template_error: { detail: "The variable is unknown. Look at line 2." },
  secret_unreadable: { detail: "A sealed secret was changed or belongs to another row." },
  interrupted: {},
};
const phases: SendPhase[] = ["queued", "dns", "connect", "tls", "waiting", "body"];
const tlsErrors = [
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_SSL_WRONG",
  "",
];
const statuses = Array.from({ length: 500 }, (_, index) => 100 + index).filter((status) => status !== 200);

const failures: StoredFailure[] = [
  ...Object.entries(paramsByCode).map(([code, params]) => ({ code, params })),
  ...phases.map((phase) => ({ code: "timeout", params: { phase, timeoutMs: 15_000 } })),
  ...tlsErrors.map((tlsError) => ({ code: "tls_failed", params: { tlsError } })),
  ...statuses.map((status) => ({ code: `http_${status}`, params: { successRule: "200" as const } })),
];
const outlooks: Outlook[] = ["retrying", "delivered", "stopped"];

test("each failure has a complete sentence about its cause and, once the delivery has stopped, one about the next action", () => {
  for (const failure of failures) {
    for (const outlook of outlooks) {
      const { cause, nextAction } = describeFailure(failure, outlook);
      expect(cause, failure.code).toMatch(/^[A-Z].*\.$/);
      expect(cause, failure.code).not.toMatch(/undefined|null|\$/);
      if (outlook === "stopped") expect(nextAction, failure.code).not.toBeNull();
      if (nextAction !== null) expect(nextAction, failure.code).toMatch(/^[A-Z].*\.$/);
    }
  }
});

test("the next attempt is mentioned only if one is scheduled", () => {
  for (const failure of failures) {
    for (const outlook of ["delivered", "stopped"] as const)
      expect(buildFailureMessage(failure, outlook), failure.code).not.toMatch(/next attempt|retry/i);
  }
  expect(describeFailure({ code: "http_429", params: {} }, "retrying").nextAction).toContain("next attempt");
});

test("the detail of a template error is part of the cause, also in older rows", () => {
  const detail = "The variable is unknown. Look at line 2.";
  const { cause, nextAction } = describeFailure({ code: "template_error", params: { detail } }, "stopped");
  expect(cause).toContain(detail);
  expect(nextAction).toMatch(/^Correct/);
  const message =
    "Nothing was sent: the webhook's templates cannot be filled in with this event. Unknown variable.";
  expect(describeFailure({ code: "template_error", params: null, message }, "stopped")).toEqual({
    cause: message,
    nextAction,
  });
});

test("an older row shows its stored sentences only if the current ones would need parameters; an unknown code without stored sentences is shown as it is", () => {
  const message = "The receiver redirects to https://x. y (302). Set the URL.";
  expect(describeFailure({ code: "redirect", params: null, message }, "stopped")).toEqual({
    cause: "The receiver redirects to https://x. y (302).",
    nextAction: "Set the URL.",
  });
  const stored = "The receiver is rate limiting our requests (429). Any retry that is left waits.";
  expect(buildFailureMessage({ code: "http_429", params: null, message: stored }, "stopped")).not.toContain(
    "retry",
  );
  expect(buildFailureMessage({ code: "from_the_future", params: {} }, "stopped")).toContain(
    "from_the_future",
  );
});

test("a reason code, a failure code and, in an older row, a stored sentence are each described by a sentence", () => {
  const reasons: Record<StateReason, string> = {
    webhook_paused: "held",
    webhook_disabled: "held",
    webhook_deleted: "discarded",
    discarded_on_enable: "discarded",
    delivery_failed: "paused",
    failures_reached: "paused",
    failure_rate_reached: "paused",
    no_success: "paused",
  };
  for (const [reason, state] of Object.entries(reasons))
    expect(describeStateReason(state, reason), reason).toMatch(/^[A-Z][^_]*\.$/);
  const params = { phase: "waiting", timeoutMs: 2_000 } as const;
  expect(describeStateReason("failed", "timeout", params)).toBe(
    buildFailureMessage({ code: "timeout", params }, "stopped"),
  );
  expect(describeStateReason("held", "The webhook is paused.")).toBe("The webhook is paused.");
  expect(describeStateReason("succeeded", null)).toBeNull();
});

test("the notification of a pause says why the webhook was paused; a warning says when it will be paused", () => {
  expect(describePause("Core", "no_success").text).toBe(
    'The webhook "Core" is paused. No delivery succeeded within the time that the failure policy allows. The webhook\'s deliveries are held until it is enabled.',
  );
  expect(describePause("Core", null).text).toContain("A delivery failed permanently.");
  expect(describeWarning("Core", "webhook_failing", { kind: "never" })).toEqual({
    subject: "Webhook failing: Core",
    text: 'A delivery of the webhook "Core" failed permanently. Failed deliveries never pause the webhook.',
  });
  expect(describeWarning("Core", "webhook_half_failed", { kind: "failures", count: 10 }).text).toBe(
    'The webhook "Core" has reached half of the limit at which it is paused. The webhook is paused once 10 deliveries have failed permanently since it was last enabled.',
  );
});

import type { EventRejection } from "../../events/validate-events";
import type { ReadFeedResult } from "../../feed/read-feed";
import type { InvalidSetting } from "../../webhooks/check-settings";
import type { ApiRequest } from "../endpoint/http-messages";
import { type InvalidField, Problem } from "../endpoint/problem";
import { batchErrors, type ErrorsByCode, feedErrors, settingErrors } from "./documented-errors";
import { sourceSettingErrors } from "./source-errors";

interface Rejection<Code extends string> {
  rejected: Code;
  message: string;
  /** The field that is invalid. */
  field?: string;
}

/** The problem for a rejection: 404 for "not_found", else the status that the call documents for the code. */
export function rejectionProblem<Code extends string>(
  errors: ErrorsByCode<Exclude<Code, "not_found">>,
  { rejected, message, field }: Rejection<Code>,
): Problem {
  const status = isNotFound(rejected) ? 404 : errors[rejected as Exclude<Code, "not_found">].status;
  const invalid = field === undefined ? {} : { errors: [{ field, code: rejected, message }] };
  return new Problem(status, rejected, message, invalid);
}

/** The problem for a feed that cannot be read. If the cursor is no longer valid, a Link header (RFC 8288) has the URL to restart from. */
export function feedProblem(rejection: Extract<ReadFeedResult, { ok: false }>, request: ApiRequest): Problem {
  const problem = rejectionProblem(feedErrors, rejection);
  if (rejection.rejected !== "cursor_gone") return problem;
  const start = new URL(request.url);
  start.searchParams.set("after", rejection.restart);
  const headers = { Link: `<${start.pathname}${start.search}>; rel="start"` };
  return new Problem(problem.status, problem.code, problem.message, { headers });
}

const isNotFound = (code: string) => code === "not_found";

/** The field of an event that each rejection is about; null for the whole event. */
const fieldByRejection: Record<EventRejection["rejected"], string | null> = {
  too_large: null,
  unknown_event_type: "type",
  reserved_event_type: "type",
  unknown_version: "version",
  schema_mismatch: "data",
  unknown_partner: "partnerId",
  idempotency_conflict: "idempotencyKey",
};

/**
 * The problem for a rejected event.
 * @param list the name of the field that has the events of a batch; undefined for a single event
 */
export function eventProblem({ rejected, message, index }: EventRejection, list?: string): Problem {
  const path = [...(list === undefined ? [] : [list, index]), fieldByRejection[rejected] ?? []].flat();
  return rejectionProblem(batchErrors, { rejected, message, field: path.join(".") || "(body)" });
}

/** The problem for invalid settings of a webhook, with the code of the first invalid setting. */
export function invalidSettingsProblem(errors: InvalidSetting[]): Problem {
  return firstInvalidProblem(settingErrors, errors);
}

/** The problem for invalid settings of a source, with the code of the first invalid setting. */
export function invalidSourceProblem(
  errors: (InvalidField & { code: keyof typeof sourceSettingErrors })[],
): Problem {
  return firstInvalidProblem(sourceSettingErrors, errors);
}

function firstInvalidProblem<Code extends string>(
  documented: ErrorsByCode<Code>,
  errors: (InvalidField & { code: Code })[],
): Problem {
  const [first] = errors;
  if (!first) throw new Error("No setting is invalid.");
  return new Problem(documented[first.code].status, first.code, first.message, { errors });
}

import type { FailureParams, StoredFailure } from "../reasons/codes";
import { describeStateReason } from "../reasons/describe";
import type { Scope } from "../scope/scope";
import { limitCustomerData } from "./limit-customer-data";

/**
 * Limits a stored failure to what the scope can see: a template's error can quote the event, and the address of a redirect the request. The
 * code and all other parameters stay.
 */
export function limitFailure(scope: Scope, failure: StoredFailure): StoredFailure {
  const { code, params = null, message = null } = failure;
  return {
    code,
    params: params && limitParams(scope, params),
    message: limitCustomerData(scope, null, message),
  };
}

function limitParams(scope: Scope, params: FailureParams): FailureParams {
  const { detail, location } = params;
  return {
    ...params,
    ...(detail === undefined ? {} : { detail: limitCustomerData(scope, null, detail) }),
    ...(location === undefined ? {} : { location: limitCustomerData(scope, null, location) }),
  };
}

/** Describes why a delivery is in its state, like `describeStateReason`, as far as the scope can see it. */
export function describeLimitedStateReason(
  scope: Scope,
  state: string,
  reason: string | null,
  params: FailureParams | null = null,
): string | null {
  // Older rows store the reason as a sentence, which may quote a receiver.
  if (reason?.includes(" ")) return limitCustomerData(scope, null, reason);
  return describeStateReason(state, reason, params && limitParams(scope, params));
}

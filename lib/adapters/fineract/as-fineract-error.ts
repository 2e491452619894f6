import { RateLimitExceeded } from "../../api-keys/rate-limit";
import { isDatabaseAway } from "../../db";
import { log } from "../../log";
import { Forbidden } from "../../scope/scope";
import { Problem } from "../endpoint/problem";
import { FineractError, unauthorized } from "./fineract-error";

/** Whatever a call threw, as Fineract would say it. What is no answer of ours is a fault and is logged. */
export function asFineractError(error: unknown, requestId: string): FineractError {
  if (error instanceof FineractError) return error;
  if (error instanceof Forbidden) return unauthorized(error.message);
  if (error instanceof RateLimitExceeded) return tooManyRequests(error);
  if (error instanceof Problem) return rejected(error);
  log.error({ requestId, error: error instanceof Error ? error.stack : String(error) }, "a request failed");
  return isDatabaseAway(error) ? unavailable() : fault();
}

/** The native API's codes in Fineract's words; what is not here stays as it is. */
export const fineractCodes: Record<string, string> = {
  bad_request: "error.msg.invalid.request",
  method_not_allowed: "error.msg.method.not.allowed",
  validation_failed: "validation.msg.validation.errors.exist",
  invalid_json: "error.msg.invalid.request.body",
  too_large: "error.msg.invalid.request.body",
  unsupported_encoding: "error.msg.invalid.request.body",
  unauthenticated: "error.msg.not.authenticated",
  forbidden: "error.msg.not.authorized",
  rate_limited: "error.msg.too.many.requests",
  not_found: "error.msg.resource.not.found",
  internal_error: "error.msg.platform.server.side.error",
  unavailable: "error.msg.platform.service.unavailable",
};

const bodyCode = "error.msg.invalid.request.body";

/** What is rejected before a rule of hooks is looked at; a body that is no JSON is Fineract's InvalidJsonException. */
function rejected({ status, code: ours, message, extra }: Problem): FineractError {
  const code = fineractCodes[ours] ?? ours;
  const shown =
    code === bodyCode ? "The JSON provided in the body of the request is invalid or missing." : message;
  const reasons = extra.errors?.map((error) => ({
    code,
    message: error.message,
    parameterName: error.field,
  }));
  return new FineractError(status, code, message, shown, reasons ?? [{ code, message }], extra.headers);
}

/** Fineract has no such limit, and no code for it. */
function tooManyRequests({ message, headers }: RateLimitExceeded): FineractError {
  return new FineractError(429, "error.msg.too.many.requests", message, "Too many requests.", [], headers);
}

function unavailable(): FineractError {
  const message = "The server is currently unable to handle the request , please try after some time.";
  const headers = { "Retry-After": "5" };
  return new FineractError(503, "error.msg.platform.service.unavailable", message, message, [], headers);
}

function fault(): FineractError {
  const message = "An unexpected error occured on the platform server.";
  return new FineractError(500, "error.msg.platform.server.side.error", message, message);
}

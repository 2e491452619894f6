import { RateExceeded } from "../access/request-rate";
import { Forbidden } from "../access/scope";
import { Problem } from "../api/problem";
import { isDatabaseAway } from "../db";
import { log } from "../log";
import { FineractError, unauthorized } from "./fineract-error";

/** Whatever a call threw, as Fineract would say it. What is no answer of ours is a fault and is logged. */
export function asFineractError(error: unknown, requestId: string): FineractError {
  if (error instanceof FineractError) return error;
  if (error instanceof Forbidden) return unauthorized(error.message);
  if (error instanceof RateExceeded) return tooManyRequests(error);
  if (error instanceof Problem) return unreadableBody(error);
  log.error({ requestId, error: error instanceof Error ? error.stack : String(error) }, "a request failed");
  return isDatabaseAway(error) ? unavailable() : fault();
}

/** A body that is too large or no JSON: Fineract's InvalidJsonException, with our reason. */
function unreadableBody({ status, message }: Problem): FineractError {
  const reason = { code: "error.msg.invalid.request.body", message };
  const shown = "The JSON provided in the body of the request is invalid or missing.";
  return new FineractError(status, reason.code, message, shown, [reason]);
}

/** Fineract has no such limit, and no code for it. */
function tooManyRequests({ message, headers }: RateExceeded): FineractError {
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

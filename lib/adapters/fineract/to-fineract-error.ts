import type { ApiResponse } from "../endpoint/http-messages";
import type { Problem } from "../endpoint/problem";
import { FineractError, forbidden } from "./fineract-error";

const invalidBodyCode = "error.msg.invalid.request.body";
const unavailableCode = "error.msg.platform.service.unavailable";

/** Fineract's error code for each of Hookledger's codes; a code that is not listed stays as it is. */
export const fineractCodeByProblemCode: Record<string, string> = {
  bad_request: "error.msg.invalid.request",
  method_not_allowed: "error.msg.method.not.allowed",
  validation_failed: "validation.msg.validation.errors.exist",
  invalid_json: invalidBodyCode,
  too_large: invalidBodyCode,
  unsupported_encoding: invalidBodyCode,
  unauthenticated: "error.msg.not.authenticated",
  forbidden: "error.msg.not.authorized",
  rate_limited: "error.msg.too.many.requests",
  not_found: "error.msg.resource.not.found",
  internal_error: "error.msg.platform.server.side.error",
  unavailable: unavailableCode,
  over_budget: unavailableCode,
  secret_unreadable: unavailableCode,
};

/** The response to a request that is rejected before it reaches Next, which adds the CORS headers to all others (next.config.js). */
export function buildEarlyRejection(problem: Problem, requestId: string): ApiResponse {
  const { headers, ...response } = toFineractError(problem).toResponse(requestId);
  return { ...response, headers: { ...headers, "Access-Control-Allow-Origin": "*" } };
}

/** Converts a problem to Fineract's error. An error that Fineract has too gets Fineract's text, with its misspellings. */
export function toFineractError(problem: Problem): FineractError {
  if (problem instanceof FineractError) return problem;
  const { status, message, extra } = problem;
  const code = fineractCodeByProblemCode[problem.code] ?? problem.code;
  switch (problem.code) {
    case "forbidden":
      return forbidden(message);
    case "rate_limited":
      return new FineractError(status, code, message, "Too many requests.", [], extra.headers);
    case "unavailable":
      return withText("The server is currently unable to handle the request , please try after some time.");
    case "internal_error":
      return withText("An unexpected error occured on the platform server.");
    default: {
      const userMessage =
        code === invalidBodyCode
          ? "The JSON provided in the body of the request is invalid or missing."
          : message;
      const errors = extra.errors?.map(({ field, message }) => ({ code, message, parameterName: field }));
      return new FineractError(
        status,
        code,
        message,
        userMessage,
        errors ?? [{ code, message }],
        extra.headers,
      );
    }
  }

  function withText(text: string): FineractError {
    return new FineractError(status, code, text, text, [], extra.headers);
  }
}

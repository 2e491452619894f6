import type { ApiResponse } from "../endpoint/http-messages";
import type { Problem } from "../endpoint/problem";
import { jsonResponse } from "../endpoint/responses";
import type { AbpError } from "./schema";

/** Plexe's fields for the settings of a webhook. */
const plexeFieldBySetting: Record<string, string> = {
  url: "webhookUri",
  key: "secret",
  triggers: "webhooks",
  "(body)": "",
};

/**
 * Converts a problem to the error shape of ASP.NET Boilerplate (AjaxResponse with ErrorInfo). That framework's clients read
 * `error.message` and `error.validationErrors`, and sign in again when `unAuthorizedRequest` is true. The framework responds with
 * status 500 to errors that are meant for the user; here the response has the problem's status, or 400 instead of 422.
 */
export function plexeErrorResponse({ status, message, extra }: Problem, requestId: string): ApiResponse {
  const validationErrors = extra.errors?.map(({ field, message }) => {
    const [name = ""] = field.split(".");
    const member = plexeFieldBySetting[name] ?? name;
    return { message, members: member === "" ? [] : [member] };
  });
  const body: AbpError = {
    result: null,
    targetUrl: null,
    success: false,
    error: {
      code: 0,
      message,
      details: status >= 500 ? `requestId: ${requestId}` : null,
      validationErrors: validationErrors ?? null,
    },
    unAuthorizedRequest: status === 401 || status === 403,
    __abp: true,
  };
  // ASP.NET's clients do not handle 422.
  return jsonResponse(status === 422 ? 400 : status, body, {
    "Content-Type": "application/json; charset=utf-8",
    "X-Request-Id": requestId,
    ...extra.headers,
  });
}

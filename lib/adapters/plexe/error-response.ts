import type { Problem } from "../endpoint/problem";
import type { AbpError } from "./schema";

/** What this adapter calls the settings of a webhook. */
const names: Record<string, string> = {
  url: "webhookUri",
  key: "secret",
  triggers: "webhooks",
  "(body)": "",
};

/**
 * A problem as ASP.NET Boilerplate answers errors (AjaxResponse with ErrorInfo): its clients read `error.message` and
 * `error.validationErrors`, and take `unAuthorizedRequest` as the sign to sign in again. There a message meant for the
 * user comes with status 500; here with the status that says what happened.
 */
export function plexeError({ status, message, extra }: Problem, requestId: string): Response {
  const validationErrors = extra.errors?.map(({ field, message }) => {
    const [name = ""] = field.split(".");
    const member = names[name] ?? name;
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
  return new Response(JSON.stringify(body), {
    // What names something that is not there is a wrong request to ASP.NET's clients, which know no 422.
    status: status === 422 ? 400 : status,
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "no-store",
      ...extra.headers,
    },
  });
}

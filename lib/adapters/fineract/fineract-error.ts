import type { FineractErrorBody } from "./schema";

/** One reason, as Fineract's ApiParameterError has it. */
export interface Reason {
  code: string;
  message: string;
  /** "id" where it concerns no parameter, as Fineract has it. */
  parameterName?: string;
  value?: unknown;
  args?: readonly unknown[];
}

/** An error answer of Fineract (ApiGlobalErrorResponse): the texts and codes are the ones of its source. */
export class FineractError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly developerMessage: string,
    readonly userMessage: string,
    readonly reasons: readonly Reason[] = [],
    readonly headers: Record<string, string> = {},
  ) {
    super(developerMessage);
    this.name = "FineractError";
  }

  toResponse(requestId: string): Response {
    const body: FineractErrorBody = {
      developerMessage: this.developerMessage,
      httpStatusCode: String(this.status),
      defaultUserMessage: this.userMessage,
      userMessageGlobalisationCode: this.code,
      errors: this.reasons.map(({ code, message, parameterName = "id", value, args = [] }) => ({
        developerMessage: message,
        defaultUserMessage: message,
        userMessageGlobalisationCode: code,
        parameterName,
        ...(value === undefined ? {} : { value }),
        args: args.map((one) => ({ value: one })),
      })),
    };
    return Response.json(body, {
      status: this.status,
      headers: { "Cache-Control": "no-store", "X-Request-Id": requestId, ...this.headers },
    });
  }
}

/** Parameters that cannot be accepted: Fineract's PlatformApiDataValidationException. */
export function invalid(reasons: readonly Reason[]): FineractError {
  return new FineractError(
    400,
    "validation.msg.validation.errors.exist",
    "The request was invalid. This typically will happen due to validation errors which are provided.",
    "Validation errors exist.",
    reasons,
  );
}

/** A rule of hooks that is broken, in the form of DataValidatorBuilder.failWithCode; `hint` says what to do. */
export function broken(code: string, hint: string, parameterName: string): Reason {
  return {
    code: `validation.msg.hook.${code}`,
    message: `Failed data validation due to: ${code}. ${hint}`,
    parameterName,
  };
}

/** There is no hook of that id, or none that the caller may see. */
export function hookNotFound(hookId: string): FineractError {
  const id = /^\d{1,15}$/.test(hookId) ? Number(hookId) : hookId;
  const reason = {
    code: "error.msg.hook.identifier.not.found",
    message: `Hook with identifier \`${hookId}\` does not exist`,
    args: [id],
  };
  return notFound(reason);
}

export function templateNotFound(name: string): FineractError {
  const message = `Template with name \`${name}\` does not exist`;
  return notFound({ code: "error.msg.template.not.found", message, args: [name] });
}

function notFound(reason: Reason): FineractError {
  const message = "The requested resource is not available.";
  return new FineractError(404, "error.msg.resource.not.found", message, message, [reason]);
}

export function unauthenticated(): FineractError {
  const headers = { "WWW-Authenticate": 'Basic realm="Fineract Platform API"' };
  return new FineractError(
    401,
    "error.msg.not.authenticated",
    "Invalid authentication details were passed in api request. Send Authorization: Basic with an API key of Hookledger as the password.",
    "Unauthenticated. Please login.",
    [],
    headers,
  );
}

export function unauthorized(message: string): FineractError {
  return new FineractError(
    403,
    "error.msg.not.authorized",
    "The user associated with credentials passed on this request does not have sufficient privileges to perform this action.",
    "Insufficient privileges to perform this action.",
    [{ code: "error.msg.not.authorized", message }],
  );
}

export function wrongTenant(): FineractError {
  return new FineractError(
    401,
    "error.msg.invalid.tenant.identifier",
    "Invalid tenant details were passed in api request.",
    "Invalid tenant identifier provided with request.",
  );
}

import type { ApiResponse } from "../endpoint/http-messages";
import { Problem } from "../endpoint/problem";
import { jsonResponse } from "../endpoint/responses";
import type { FineractErrorBody } from "./schema";

/** One invalid parameter: Fineract's ApiParameterError. */
export interface ParameterError {
  code: string;
  message: string;
  /** If omitted, the response has "id", as in Fineract when no parameter is invalid. */
  parameterName?: string;
  /** The values that Fineract's message refers to. Its JSON omits a value that is null, so undefined becomes `{}`. */
  args?: readonly unknown[];
}

/** An error response of Fineract (ApiGlobalErrorResponse), with the texts and codes of Fineract's source code. */
export class FineractError extends Problem {
  constructor(
    status: number,
    code: string,
    developerMessage: string,
    readonly userMessage: string,
    readonly errors: readonly ParameterError[] = [],
    headers: Record<string, string> = {},
  ) {
    super(status, code, developerMessage, { headers });
    this.name = "FineractError";
  }

  toResponse(requestId: string): ApiResponse {
    const body: FineractErrorBody = {
      developerMessage: this.message,
      httpStatusCode: String(this.status),
      defaultUserMessage: this.userMessage,
      userMessageGlobalisationCode: this.code,
      errors: this.errors.map(({ code, message, parameterName = "id", args = [] }) => ({
        developerMessage: message,
        defaultUserMessage: message,
        userMessageGlobalisationCode: code,
        parameterName,
        args: args.map((arg) => ({ value: arg })),
      })),
    };
    return jsonResponse(this.status, body, { "X-Request-Id": requestId, ...this.extra.headers });
  }
}

/** Invalid parameters: Fineract's PlatformApiDataValidationException. */
export function validationError(errors: readonly ParameterError[]): FineractError {
  return new FineractError(
    400,
    "validation.msg.validation.errors.exist",
    "The request was invalid. This typically will happen due to validation errors which are provided.",
    "Validation errors exist.",
    errors,
  );
}

/**
 * The error for a hook that violates a rule, in the form of DataValidatorBuilder.failWithCodeNoParameterAddedToErrorCode: its arguments are
 * a value, which Fineract gives only for a missing field, and an empty list. `hint` says what to send instead.
 */
export function ruleViolation(
  code: string,
  hint: string,
  parameterName: string,
  value?: string,
): ParameterError {
  return {
    code: `validation.msg.hook.${code}`,
    message: `Failed data validation due to: ${code}. ${hint}`,
    parameterName,
    args: [value, []],
  };
}

/** The 404 for a hook that does not exist or that the caller cannot see. */
export function hookNotFound(hookId: string): FineractError {
  const id = /^\d{1,15}$/.test(hookId) ? Number(hookId) : hookId;
  const error = {
    code: "error.msg.hook.identifier.not.found",
    message: `Hook with identifier \`${hookId}\` does not exist`,
    args: [id],
  };
  return notFound(error);
}

export function templateNotFound(name: string): FineractError {
  const message = `Template with name \`${name}\` does not exist`;
  return notFound({ code: "error.msg.template.not.found", message, args: [name] });
}

function notFound(error: ParameterError): FineractError {
  const message = "The requested resource is not available.";
  return new FineractError(404, "error.msg.resource.not.found", message, message, [error]);
}

export function unauthenticated(): FineractError {
  return invalidCredentials("Send Authorization: Basic with a Hookledger API key as the password.", {
    "WWW-Authenticate": 'Basic realm="Fineract Platform API"',
  });
}

/** The 401 of the authentication call. As in Fineract, it has no WWW-Authenticate, so a browser shows no sign-in dialog of its own. */
export function failedSignIn(): FineractError {
  return invalidCredentials("Send any user name with a Hookledger API key as the password.");
}

function invalidCredentials(hint: string, headers: Record<string, string> = {}): FineractError {
  return new FineractError(
    401,
    "error.msg.not.authenticated",
    `Invalid authentication details were passed in api request. ${hint}`,
    "Unauthenticated. Please login.",
    [],
    headers,
  );
}

export function forbidden(message: string): FineractError {
  return new FineractError(
    403,
    "error.msg.not.authorized",
    "The user associated with credentials passed on this request does not have sufficient privileges to perform this action.",
    "Insufficient privileges to perform this action.",
    [{ code: "error.msg.not.authorized", message }],
  );
}

export function invalidTenantId(): FineractError {
  return new FineractError(
    401,
    "error.msg.invalid.tenant.identifier",
    "Invalid tenant details were passed in api request.",
    "Invalid tenant identifier provided with request.",
  );
}

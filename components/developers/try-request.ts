import type { OperationView } from "./operation-view";

/** The values entered to try an operation: parameters by name, the body and the API key. */
export interface TryValues {
  parameters: Record<string, string>;
  body: string;
  key: string;
}

export interface TryRequest {
  path: string;
  init: RequestInit;
}

/** Builds the request for an operation with the entered values. Empty query parameters are omitted. */
export function buildTryRequest(
  { method, path, parameters, body, authentication }: OperationView,
  values: TryValues,
): TryRequest {
  const query = new URLSearchParams();
  let filledPath = path;
  for (const parameter of parameters) {
    const value = values.parameters[parameter.name]?.trim() ?? "";
    if (parameter.in === "path")
      filledPath = filledPath.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value !== "") query.set(parameter.name, value);
  }
  const headers: Record<string, string> = {
    ...buildAuthorizationHeaders(authentication, values.key.trim()),
    ...(body ? { "Content-Type": "application/json" } : {}),
  };
  return {
    path: query.size > 0 ? `${filledPath}?${query}` : filledPath,
    // Omits the session cookie, so that the response is the one that an API client would get.
    init: { method, headers, credentials: "omit", ...(body ? { body: values.body } : {}) },
  };
}

function buildAuthorizationHeaders(
  authentication: OperationView["authentication"],
  key: string,
): Record<string, string> {
  if (authentication === null) return {};
  // Any user name works. btoa needs ASCII, which findInputError checks.
  return {
    Authorization: authentication === "basic" ? `Basic ${btoa(`hookledger:${key}`)}` : `Bearer ${key}`,
  };
}

/** Why the request cannot be sent yet; undefined when it can. */
export function findInputError(
  { parameters, authentication }: OperationView,
  values: TryValues,
): string | undefined {
  if (authentication !== null && values.key.trim() === "") return "Enter an API key first.";
  if (/[^\x21-\x7e]/.test(values.key.trim()))
    return "The API key may contain only printable ASCII characters and no spaces.";
  const missing = parameters.find(({ name, required }) => required && !values.parameters[name]?.trim());
  return missing && `Enter ${missing.name}.`;
}

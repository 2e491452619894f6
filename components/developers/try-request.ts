import type { OperationView } from "./operation-view";

/** What somebody typed to try a call: by the name of each parameter, and the body. */
export interface TryValues {
  parameters: Record<string, string>;
  body: string;
  key: string;
}

export interface TryRequest {
  path: string;
  init: RequestInit;
}

/** The request that a call and the typed values come down to. Left empty, a parameter of the query is left out. */
export function tryRequest(
  { method, path, parameters, body, authentication }: OperationView,
  values: TryValues,
): TryRequest {
  const query = new URLSearchParams();
  let filled = path;
  for (const parameter of parameters) {
    const value = values.parameters[parameter.name]?.trim() ?? "";
    if (parameter.in === "path") filled = filled.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value !== "") query.set(parameter.name, value);
  }
  const headers: Record<string, string> = {
    ...authorization(authentication, values.key.trim()),
    ...(body ? { "Content-Type": "application/json" } : {}),
  };
  return {
    path: query.size > 0 ? `${filled}?${query}` : filled,
    // The session's cookie stays out: this request must be answered as a program's would be.
    init: { method, headers, credentials: "omit", ...(body ? { body: values.body } : {}) },
  };
}

function authorization(authentication: OperationView["authentication"], key: string): Record<string, string> {
  if (authentication === null) return {};
  // The user name is anybody's; an API key is ASCII, as tryError checks.
  return {
    Authorization: authentication === "basic" ? `Basic ${btoa(`hookledger:${key}`)}` : `Bearer ${key}`,
  };
}

/** Why it cannot be sent yet; undefined when it can. */
export function tryError(
  { parameters, authentication }: OperationView,
  values: TryValues,
): string | undefined {
  if (authentication !== null && values.key.trim() === "") return "Type an API key above first.";
  if (/[^\x21-\x7e]/.test(values.key.trim())) return "An API key has no spaces and only ASCII characters.";
  const missing = parameters.find(({ name, required }) => required && !values.parameters[name]?.trim());
  return missing && `Give ${missing.name}.`;
}

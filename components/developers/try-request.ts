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
  { method, path, parameters, body, signIn }: OperationView,
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
    ...authorization(signIn, values.key.trim()),
    ...(body ? { "Content-Type": "application/json" } : {}),
  };
  return {
    path: query.size > 0 ? `${filled}?${query}` : filled,
    // The session's cookie stays out: what answers here is what answers a program.
    init: { method, headers, credentials: "omit", ...(body ? { body: values.body } : {}) },
  };
}

function authorization(signIn: OperationView["signIn"], key: string): Record<string, string> {
  if (signIn === null) return {};
  // The user name is anybody's; an API key is ASCII, which missingForTry has seen to.
  return { Authorization: signIn === "basic" ? `Basic ${btoa(`hookledger:${key}`)}` : `Bearer ${key}` };
}

/** Why it cannot be sent yet; undefined when it can. */
export function missingForTry({ parameters, signIn }: OperationView, values: TryValues): string | undefined {
  if (signIn !== null && values.key.trim() === "") return "Type an API key above first.";
  if (/[^\x21-\x7e]/.test(values.key.trim())) return "An API key has no spaces and only ASCII characters.";
  const missing = parameters.find(({ name, required }) => required && !values.parameters[name]?.trim());
  return missing && `Give ${missing.name}.`;
}

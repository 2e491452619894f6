import type { z } from "zod";
import type { authenticationSchema } from "@/lib/webhooks/secrets/authentication-schema";

type AuthenticationInput = z.input<typeof authenticationSchema>;
export type AuthenticationKind = AuthenticationInput["kind"];

/** The receiver authentication in the form. */
export interface AuthenticationValues {
  kind: AuthenticationKind | "none";
  /** The kind of the saved secret. While `kind` is the same, an empty secret field keeps the saved secret. */
  savedKind: AuthenticationKind | null;
  fields: Readonly<Record<string, string>>;
}

export const labelByAuthenticationKind: Record<AuthenticationValues["kind"], string> = {
  none: "None",
  basic: "Basic (username and password)",
  apiKey: "API key in a header",
  bodyField: "API key in the body",
  bearer: "Bearer token",
  jwt: "JWT, signed for each attempt",
};

export interface AuthenticationField {
  name: string;
  label: string;
  hint?: string;
  secret?: boolean;
  optional?: boolean;
  numeric?: boolean;
}

const createClaimField = (name: string, label: string, hint: string) => ({
  name,
  label,
  hint,
  optional: true,
});

/** The fields of each kind of authentication. */
export const fieldsByKind: Record<AuthenticationKind, readonly AuthenticationField[]> = {
  basic: [
    { name: "username", label: "Username" },
    { name: "password", label: "Password", secret: true },
  ],
  apiKey: [
    { name: "header", label: "Header name", hint: "For example, X-API-Key." },
    { name: "value", label: "API key", secret: true },
  ],
  bodyField: [
    {
      name: "field",
      label: "Field name",
      hint: "For example, routing_key. The field is added to the JSON body of each request; the history does not show it.",
    },
    { name: "value", label: "API key", secret: true },
  ],
  bearer: [{ name: "token", label: "Token", secret: true }],
  jwt: [
    {
      name: "secret",
      label: "Secret",
      hint: "At least 32 characters. Each attempt carries a new token, signed with HS256.",
      secret: true,
    },
    createClaimField("issuer", "Issuer", "The iss claim."),
    createClaimField("subject", "Subject", "The sub claim."),
    createClaimField("audience", "Audience", "The aud claim."),
    { name: "lifetimeSeconds", label: "Lifetime in seconds", numeric: true },
  ],
};

export const noAuthentication: AuthenticationValues = {
  kind: "none",
  savedKind: null,
  fields: { lifetimeSeconds: "300" },
};

/** The form values of a saved receiver authentication, in which secrets are masked as "********". */
export function toAuthenticationValues(
  saved: { kind: string; [name: string]: unknown } | null,
): AuthenticationValues {
  if (saved === null) return noAuthentication;
  const kind = saved.kind as AuthenticationKind;
  const readable = fieldsByKind[kind].filter(({ secret }) => !secret);
  const fields = readable.map(({ name }) => [name, saved[name] === undefined ? "" : String(saved[name])]);
  return { kind, savedKind: kind, fields: { ...noAuthentication.fields, ...Object.fromEntries(fields) } };
}

/** The input of a use case. If the kind is unchanged, an empty secret field becomes "********", which keeps the saved secret. */
export function toAuthenticationInput({
  kind,
  savedKind,
  fields,
}: AuthenticationValues): AuthenticationInput | null {
  if (kind === "none") return null;
  const entries = fieldsByKind[kind].flatMap(({ name, secret, optional, numeric }) => {
    const text = fields[name] ?? "";
    if (secret && text === "" && savedKind === kind) return [[name, "********"]];
    if (optional && text.trim() === "") return [];
    return [[name, numeric ? Number(text.trim() === "" ? Number.NaN : text) : text]];
  });
  return { kind, ...Object.fromEntries(entries) };
}

import type { z } from "zod";
import type { authenticationSchema } from "@/lib/webhooks/secrets/authentication-schema";

type SignInInput = z.input<typeof authenticationSchema>;
export type SignInKind = SignInInput["kind"];

/** How it signs in at the receiver, as it stands in the form. */
export interface SignInValues {
  kind: SignInKind | "none";
  /** Of which kind a secret is saved: an empty one then stands for it. */
  savedKind: SignInKind | null;
  fields: Readonly<Record<string, string>>;
}

export interface SignInField {
  name: string;
  label: string;
  hint?: string;
  secret?: boolean;
  optional?: boolean;
  number?: boolean;
}

const optional = (name: string, label: string, hint: string) => ({ name, label, hint, optional: true });

/** What each way to sign in asks for. */
export const signInFields: Record<SignInKind, readonly SignInField[]> = {
  basic: [
    { name: "username", label: "User name" },
    { name: "password", label: "Password", secret: true },
  ],
  apiKey: [
    { name: "header", label: "Name of its header", hint: "Such as X-API-Key." },
    { name: "value", label: "API key at the receiver", secret: true },
  ],
  bearer: [{ name: "token", label: "Token", secret: true }],
  jwt: [
    {
      name: "secret",
      label: "Secret",
      hint: "At least 32 characters. Each attempt carries a fresh token, signed with HS256.",
      secret: true,
    },
    optional("issuer", "Issuer", "The claim iss."),
    optional("subject", "Subject", "The claim sub."),
    optional("audience", "Audience", "The claim aud."),
    { name: "lifetimeSeconds", label: "Lifetime in seconds", number: true },
  ],
};

export const noSignIn: SignInValues = { kind: "none", savedKind: null, fields: { lifetimeSeconds: "300" } };

/** What a webhook shows of how it signs in; its secret shows as "********". */
export function signInOf(shown: { kind: string; [name: string]: unknown } | null): SignInValues {
  if (shown === null) return noSignIn;
  const kind = shown.kind as SignInKind;
  const readable = signInFields[kind].filter(({ secret }) => !secret);
  const fields = readable.map(({ name }) => [name, shown[name] === undefined ? "" : String(shown[name])]);
  return { kind, savedKind: kind, fields: { ...noSignIn.fields, ...Object.fromEntries(fields) } };
}

/** What is sent of it: "********" where the saved secret stays. */
export function signInInput({ kind, savedKind, fields }: SignInValues): SignInInput | null {
  if (kind === "none") return null;
  const given = signInFields[kind].flatMap(({ name, secret, optional: mayLack, number }) => {
    const text = fields[name] ?? "";
    if (secret && text === "" && savedKind === kind) return [[name, "********"]];
    if (mayLack && text.trim() === "") return [];
    return [[name, number ? Number(text.trim() === "" ? Number.NaN : text) : text]];
  });
  return { kind, ...Object.fromEntries(given) };
}

import type { WebhookView } from "../../webhooks/schema";

/** Returns a field's value; undefined if the field is missing or empty. Field names are case-insensitive, as in Fineract. */
export type FieldReader = (fieldName: string) => string | undefined;

/**
 * The fields of `config` for receiver authentication: an extension, since Fineract has none. Every name sorts after "Payload URL", so that
 * clients that read `config` by index still find "Payload URL" at its index.
 */
const authenticationKindField = "Receiver Authentication";

const authenticationKinds = [
  {
    kind: "basic",
    name: "basic",
    fields: { username: "Receiver User Name", password: "Receiver Password" },
  },
  { kind: "apiKey", name: "api key", fields: { header: "Receiver Key Header", value: "Receiver Key" } },
  { kind: "bearer", name: "bearer", fields: { token: "Receiver Token" } },
  {
    kind: "jwt",
    name: "jwt",
    fields: {
      secret: "Receiver JWT Secret",
      issuer: "Receiver JWT Issuer",
      subject: "Receiver JWT Subject",
      audience: "Receiver JWT Audience",
      lifetimeSeconds: "Receiver JWT Lifetime",
    },
  },
] as const;

/** The fields whose values are secrets. */
export const receiverSecretFields = [
  "Receiver Password",
  "Receiver Key",
  "Receiver Token",
  "Receiver JWT Secret",
] as const;

/** Returns the name of the field for a setting of receiver authentication, such as "password". */
export function getReceiverFieldName(setting: string): string {
  const fields: Record<string, string> = Object.assign({}, ...authenticationKinds.map((kind) => kind.fields));
  return fields[setting] ?? authenticationKindField;
}

/**
 * Reads receiver authentication from the fields, without validating it. Returns undefined if none of the fields is sent (the
 * authentication stays as it is), and null for "none". Omitted fields keep their previous values.
 */
export function readReceiverAuthentication(read: FieldReader, before: WebhookView["authentication"]) {
  const kindName = read(authenticationKindField)
    ?.toLowerCase()
    .replace(/[^a-z]/g, "");
  if (kindName === "none") return null;
  const given = Object.assign({}, ...authenticationKinds.map(({ fields }) => readSettings(read, fields)));
  if (kindName === undefined && Object.keys(given).length === 0) return undefined;
  const knownKind = authenticationKinds.find(({ kind }) => kind.toLowerCase() === kindName);
  const kind = kindName === undefined ? before?.kind : (knownKind?.kind ?? kindName);
  if (kind === undefined) return { kind };
  const previous = before?.kind === kind ? before : {};
  const fields = authenticationKinds.find((one) => one.kind === kind)?.fields ?? {};
  const header = kind === "apiKey" ? { header: "X-API-Key" } : {};
  return { ...header, ...previous, ...readSettings(read, fields), kind };
}

function readSettings(read: FieldReader, fields: Record<string, string>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([setting, field]) => {
      const value = read(field);
      if (value === undefined) return [];
      return [[setting, setting === "lifetimeSeconds" ? Number(value) : value]];
    }),
  );
}

/** Converts a hook's receiver authentication to fields; the secret is "********". */
export function toReceiverFields(authentication: WebhookView["authentication"]): [string, string][] {
  const knownKind = authenticationKinds.find(({ kind }) => kind === authentication?.kind);
  if (!knownKind || !authentication) return [];
  const fields = Object.entries<string>(knownKind.fields).flatMap(([setting, field]): [string, string][] => {
    const value = authentication[setting];
    return value === undefined ? [] : [[field, String(value)]];
  });
  return [[authenticationKindField, knownKind.name], ...fields];
}

import type { WebhookView } from "../../webhooks/schema";

/** The value of a field, whose name is compared in any case as Fineract does; undefined when it is empty or not there. */
export type FieldReader = (fieldName: string) => string | undefined;

/**
 * How a hook signs in at its receiver, as fields of `config`: our extension, since Fineract has none. Every name
 * sorts after "Payload URL", so that clients which read `config` by index still find that at its place.
 */
const kindField = "Receiver Authentication";

const kinds = [
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

/** The field that a setting's path, such as "authentication.password", stands in. */
export function receiverField(setting: string): string {
  const fields: Record<string, string> = Object.assign({}, ...kinds.map((kind) => kind.fields));
  return fields[setting] ?? kindField;
}

/**
 * The authentication that the fields ask for, yet unchecked; undefined when none of them is there, which leaves it
 * as it is; null for "none". What is not said is as it was before.
 */
export function readReceiver(read: FieldReader, before: WebhookView["authentication"]) {
  const asked = read(kindField)
    ?.toLowerCase()
    .replace(/[^a-z]/g, "");
  if (asked === "none") return null;
  const given = Object.assign({}, ...kinds.map(({ fields }) => readAll(read, fields)));
  if (asked === undefined && Object.keys(given).length === 0) return undefined;
  const known = kinds.find(({ kind }) => kind.toLowerCase() === asked);
  const kind = asked === undefined ? before?.kind : (known?.kind ?? asked);
  if (kind === undefined) return { kind };
  const same = before?.kind === kind ? before : {};
  const fields = kinds.find((one) => one.kind === kind)?.fields ?? {};
  const header = kind === "apiKey" ? { header: "X-API-Key" } : {};
  return { ...header, ...same, ...readAll(read, fields), kind };
}

function readAll(read: FieldReader, fields: Record<string, string>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([setting, field]) => {
      const value = read(field);
      if (value === undefined) return [];
      return [[setting, setting === "lifetimeSeconds" ? Number(value) : value]];
    }),
  );
}

/** The same fields of a hook that has it; its secret shows as "********". */
export function receiverFields(authentication: WebhookView["authentication"]): [string, string][] {
  const known = kinds.find(({ kind }) => kind === authentication?.kind);
  if (!known || !authentication) return [];
  const fields = Object.entries<string>(known.fields).flatMap(([setting, field]): [string, string][] => {
    const value = authentication[setting];
    return value === undefined ? [] : [[field, String(value)]];
  });
  return [[kindField, known.name], ...fields];
}

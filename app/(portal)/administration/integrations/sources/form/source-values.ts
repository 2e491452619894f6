import type { z } from "zod";
import type {
  createSourceSchema,
  Mapping,
  SourceSystemId,
  SourceView,
  updateSourceSchema,
  Verification,
} from "@/lib/sources/schema";
import type { SystemChoice } from "./system-choice";

export const mappingParts = [
  "type",
  "entityType",
  "entityId",
  "occurredAt",
  "idempotencyKey",
  "data",
] as const satisfies (keyof Mapping)[];
export type MappingPart = (typeof mappingParts)[number];

/** An event type of the system and the one of the catalog that it becomes. */
export interface EventTypeRow {
  /** Identifies the row in the form. */
  row: number;
  systemName: string;
  eventType: string;
}

/** The settings of a source as the form has them. */
export interface SourceValues {
  name: string;
  /** "default": as the system signs. Only for a new source. */
  kind: Verification["kind"] | "default";
  header: string;
  encoding: Extract<Verification, { kind: "hmac" }>["encoding"];
  prefix: string;
  /** The header that carries the key itself, for the kind "header". `header`, `encoding` and `prefix` are for "hmac". */
  keyHeader: string;
  /** One per line. */
  networks: string;
  /** Empty: the default of the system. Only for a new source. */
  duplicateSeconds: string;
  mapping: Readonly<Record<MappingPart, string>>;
  eventTypes: readonly EventTypeRow[];
}

const emptyMapping = Object.fromEntries(mappingParts.map((part) => [part, ""])) as SourceValues["mapping"];

/**
 * How a new source's messages are verified. A kind that is chosen by hand starts as the system signs or sends its key. A generic system has
 * no way of its own, so its form starts with a kind that can be changed.
 */
export function buildNewVerification({
  id,
  verification,
}: Pick<SystemChoice, "id" | "verification">): Pick<
  SourceValues,
  "kind" | "header" | "encoding" | "prefix" | "keyHeader"
> {
  return {
    kind: id === "generic" ? "hmac" : "default",
    header: "X-Signature",
    encoding: "hex",
    prefix: "",
    keyHeader: "X-Source-Key",
    ...toVerificationValues(verification),
  };
}

/** The fields of the form for a verification, except its kind. */
function toVerificationValues(verification: Verification): Partial<Omit<SourceValues, "kind">> {
  if (verification.kind === "header") return { keyHeader: verification.header };
  if (verification.kind !== "hmac") return {};
  const { header, encoding, prefix } = verification;
  return { header, encoding, prefix };
}

/** The values of a new source. */
export function buildNewSourceValues(system: Pick<SystemChoice, "id" | "verification">): SourceValues {
  return {
    name: "",
    ...buildNewVerification(system),
    networks: "",
    duplicateSeconds: "",
    mapping: emptyMapping,
    eventTypes: [],
  };
}

/** The form values of a saved source of this system. */
export function toSourceValues(
  { name, verification, networks, duplicateSeconds, mapping: { eventTypes = {}, ...parts } }: SourceView,
  system: Pick<SystemChoice, "id" | "verification">,
): SourceValues {
  return {
    name,
    ...buildNewVerification(system),
    ...toSavedVerification(verification),
    networks: networks.join("\n"),
    duplicateSeconds: String(duplicateSeconds),
    mapping: { ...emptyMapping, ...parts },
    eventTypes: Object.entries(eventTypes).map(([systemName, eventType], row) => ({
      row,
      systemName,
      eventType,
    })),
  };
}

/** The form values of a saved verification. */
export function toSavedVerification(
  verification: Verification,
): Partial<SourceValues> & { kind: Verification["kind"] } {
  return { kind: verification.kind, ...toVerificationValues(verification) };
}

/** The verification in the form; null if it is the system's own. */
function toVerification({ kind, header, encoding, prefix, keyHeader }: SourceValues): Verification | null {
  switch (kind) {
    case "default":
      return null;
    case "hmac":
      return { kind, header: header.trim(), encoding, prefix };
    case "header":
      return { kind, header: keyHeader.trim() };
    default:
      return { kind };
  }
}

function toMapping({ mapping, eventTypes }: SourceValues): Mapping {
  const parts = mappingParts.flatMap((part) => {
    const expression = mapping[part].trim();
    return expression === "" ? [] : [[part, expression]];
  });
  const rows = eventTypes
    .map(({ systemName, eventType }) => [systemName.trim(), eventType.trim()])
    .filter(([systemName, eventType]) => systemName || eventType);
  return {
    ...Object.fromEntries(parts),
    ...(rows.length > 0 && { eventTypes: Object.fromEntries(rows) }),
  };
}

/** The settings that new and saved sources share. Text that is no number becomes NaN, which the schema rejects. */
function toSettings(values: SourceValues) {
  const verification = toVerification(values);
  const seconds = values.duplicateSeconds.trim();
  return {
    name: values.name,
    ...(verification && { verification }),
    mapping: toMapping(values),
    networks: values.networks.split(/[\s,]+/).filter((network) => network !== ""),
    ...(seconds !== "" && { duplicateSeconds: Number(seconds) }),
  };
}

/** @param key empty: the source has no key. */
export function toCreateSourceInput(
  system: SourceSystemId,
  key: string,
  values: SourceValues,
): z.input<typeof createSourceSchema> {
  return { system, ...toSettings(values), ...(key !== "" && { key }) };
}

/** The settings that differ from the saved ones. An emptied number is sent as NaN: a saved source has no default to return to. */
export function toUpdateSourceInput(
  values: SourceValues,
  saved: SourceValues,
): z.input<typeof updateSourceSchema> {
  const settings = { duplicateSeconds: Number.NaN, ...toSettings(values) };
  const savedSettings: Record<string, unknown> = toSettings(saved);
  const changed = Object.entries(settings).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(savedSettings[name]),
  );
  return Object.fromEntries(changed);
}

/** The system's name that two rows have in common: a name can become only one event type. */
export function findRepeatedSystemName(rows: readonly EventTypeRow[]): string | undefined {
  const names = rows.map(({ systemName }) => systemName.trim()).filter((name) => name !== "");
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** Whether anyone who has the URL can send: nothing else is checked. `hasKey`: whether the source has, or will have, a key. */
export function isOpenToAnyone(
  { kind, networks }: Pick<SourceValues, "kind" | "networks">,
  { isKeyOptional }: Pick<SystemChoice, "isKeyOptional">,
  hasKey: boolean,
): boolean {
  const checksNothing = kind === "none" || (kind === "default" && isKeyOptional && !hasKey);
  return checksNothing && networks.trim() === "";
}

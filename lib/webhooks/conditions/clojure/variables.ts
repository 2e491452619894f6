import { loanProVariableByField } from "../../../catalogue/builtin/loanpro-fields";
import { buildContext, toLoanProSpelling, toVariableName } from "../../../dialects/loanpro/variables";
import { env } from "../../../env";
import { spend } from "../../../evaluation/steps";
import type { ConditionSubject } from "../condition";

/** The variables that every event has: the date and the time at which it occurred, in the lender's time zone. */
const clockVariables = ["current-date", "current-time"];

const variablesBySubject = new WeakMap<ConditionSubject, Record<string, unknown>>();

/**
 * The variables of a formula on an event: its fields by LoanPro's names and in LoanPro's spelling ("status-days-past-due",
 * "days-past-due"), and maps for names with dots ("customer.primary.id" is also (-> customer :primary :id)). They are created once per
 * event, because many webhooks may have formulas for it.
 */
export function variablesOf(subject: ConditionSubject): Record<string, unknown> {
  const { data } = subject;
  const fields = data !== null && typeof data === "object" ? Object.keys(data) : [];
  // Every formula spends a step for each field, even if the variables exist, so that budgets do not depend on the order of formulas.
  spend(fields.length);
  const cached = variablesBySubject.get(subject);
  if (cached) return cached;
  const fresh = buildVariables(subject, fields);
  variablesBySubject.set(subject, fresh);
  return fresh;
}

/** The names of the variables of an event with these fields. */
export function listVariableNames(fields: readonly string[]): string[] {
  const names = fields.flatMap((field) => [toVariableName(field), toLoanProSpelling(field)]);
  return ["loan-display-id", ...clockVariables, ...names, ...names.map((name) => name.replace(/\..*$/s, ""))];
}

function buildVariables(subject: ConditionSubject, fields: readonly string[]): Record<string, unknown> {
  const context = buildContext(subject);
  // Only a field with a published name also has a second name, in LoanPro's spelling.
  const respelled = Object.entries(loanProVariableByField)
    .filter(([field]) => fields.includes(field))
    .map(([field, name]) => [toLoanProSpelling(field), context[name]] as const);
  const variables = { ...Object.fromEntries(respelled), ...context };
  const maps = Object.entries(buildMaps(variables)).filter(([name]) => !Object.hasOwn(variables, name));
  const complete = { ...variables, ...Object.fromEntries(maps) };
  // Getters, because most formulas read neither. A field of the event with the same name takes precedence.
  for (const [index, name] of clockVariables.entries()) {
    if (!Object.hasOwn(complete, name))
      Object.defineProperty(complete, name, { get: () => formatInLenderZone(subject)[index] });
  }
  return complete;
}

/** Builds the maps for names with dots: customer.primary.id becomes {primary: {id}} in `customer`. */
function buildMaps(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const maps = new Map<string, unknown>();
  for (const [name, value] of Object.entries(variables)) {
    if (!name.includes(".")) continue;
    const keys = name.split(".", maxKeys + 1);
    const last = keys.pop();
    if (last === undefined || keys.length === maxKeys) continue;
    let map = maps;
    for (const key of keys) {
      const inner = map.get(key);
      const next = inner instanceof Map ? inner : new Map<string, unknown>();
      map.set(key, next);
      map = next;
    }
    if (!(map.get(last) instanceof Map)) map.set(last, value);
  }
  return toObject(maps);
}

/** No maps are built for a name with more parts than this. */
const maxKeys = 8;

function toObject(map: ReadonlyMap<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    [...map].map(([key, value]) => [key, value instanceof Map ? toObject(value) : value]),
  );
}

/** The date and the time of an event in the lender's time zone: "2026-02-14" and "18:44:19". */
function formatInLenderZone({ occurredAt }: ConditionSubject): string[] {
  // The Swedish locale writes dates and times as in ISO 8601.
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: env().HOOKLEDGER_TIME_ZONE,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return format.format(occurredAt).split(" ");
}

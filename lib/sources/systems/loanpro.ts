import { loanProEventTypes } from "../../catalogue/builtin/loanpro";
import { toFieldName } from "../../dialects/loanpro/variables";
import { findEntityId, isObject, readText } from "./read-id";
import { CannotMap, type Catalogue, type SourceSystem } from "./source-system";

/** The variables with the ID of a loan, the best first: the others are for accounts that send no display ID. */
const loanIdVariables = ["loan-display-id", "display-id", "loan-id"];
const customerIdVariables = ["customer.primary.id", "customer-id"];

/**
 * LoanPro's webhooks: {eventName, context}, with the title of the event and the variables that the webhook's author selected. LoanPro signs
 * nothing, but can send custom headers, so the key is sent in one.
 */
export const loanpro: SourceSystem = {
  id: "loanpro",
  title: "LoanPro",
  description: "Loan events of LoanPro, with the variables that its webhook sends.",
  instructions:
    "In LoanPro, create a webhook with this URL, the method POST and the default payload. Select at least the variable loan-display-id. Add a custom header X-Source-Key with the key.",
  verification: (hasKey) => (hasKey ? { kind: "header", header: "X-Source-Key" } : { kind: "none" }),
  duplicateSeconds: 600,
  hasOwnId: false,
  typeLocation: "the field eventName",
  readType: ({ body }) => readText(body.eventName),
  findEventType(title, catalogue) {
    if (catalogue.has(title)) return title;
    const [name, ...others] = indexTitles(catalogue).get(toComparable(title)) ?? [];
    if (name === undefined) {
      throw new CannotMap(
        `The catalog has no event type with the title or name "${title}". Add one, or set the event type for "${title}" in the source's mapping (eventTypes).`,
      );
    }
    if (others.length > 0) {
      throw new CannotMap(
        `Several event types have the title "${title}": ${[name, ...others].join(", ")}. Set the event type for "${title}" in the source's mapping (eventTypes).`,
      );
    }
    return name;
  },
  readParts({ body }, entityType) {
    const { eventName: _title, context, ...others } = body;
    // LoanPro sends an empty object as an empty list.
    const variables = isObject(context) ? context : context === undefined ? others : {};
    const data = Object.fromEntries(
      Object.entries(variables).map(([variable, value]) => [toFieldName(variable), value]),
    );
    const names =
      entityType === "Loan" ? loanIdVariables : entityType === "Customer" ? customerIdVariables : [];
    return {
      entityId:
        names.map((name) => readText(variables[name])).find((id) => id !== undefined) ??
        findEntityId(data, entityType),
      noEntityId:
        entityType === "Loan"
          ? "The context has no loan-display-id. Select this variable in the webhook in LoanPro."
          : undefined,
      data,
    };
  },
};

const toComparable = (text: string) => text.trim().toLowerCase();

/** The event types by title and name; a catalog stays the same object until it is read again. */
const indexByCatalogue = new WeakMap<Catalogue, Map<string, string[]>>();

function indexTitles(catalogue: Catalogue): Map<string, string[]> {
  const cached = indexByCatalogue.get(catalogue);
  if (cached) return cached;
  const index = new Map<string, string[]>();
  for (const { name, title } of catalogue.values())
    for (const text of new Set([title, name].map(toComparable)))
      index.set(text, [...(index.get(text) ?? []), name]);
  // LoanPro's own event types win over others with the same title, also if their titles have been changed in the catalog.
  for (const { name, title } of loanProEventTypes) {
    const entry = catalogue.get(name);
    if (entry) for (const text of [title, entry.title, name]) index.set(toComparable(text), [name]);
  }
  indexByCatalogue.set(catalogue, index);
  return index;
}

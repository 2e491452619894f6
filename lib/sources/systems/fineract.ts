import { portfolioCommands } from "../../catalogue/builtin/fineract-portfolio";
import { toDoubleString } from "../../dialects/fineract/gson-values";
import { JsonNumber } from "../../json/json-number";
import { readFineractForm } from "./fineract-form";
import { isObject, readText } from "./read-id";
import type { ReadMessage, SourceSystem } from "./source-system";

/** What Fineract's portfolio commands are about, by the name of Fineract's entity: LOANCHARGE is about a Loan, and a part of it. */
const portfolioByEntity = new Map(
  portfolioCommands.flatMap(({ entityType, isPartOfEntity = false, commands }) =>
    commands.map(([, entityName]) => [entityName, { entityType, isPart: isPartOfEntity }] as const),
  ),
);

/** The field of a response with the ID of the entity, by entity type. Of any other entity type, it is resourceId. */
const idFieldByEntityType = new Map([
  ["Client", "clientId"],
  ["Group", "groupId"],
  ["Center", "groupId"],
  ["Loan", "loanId"],
  ["GroupLoan", "loanId"],
  ["Savings", "savingsId"],
  ["GroupSavings", "savingsId"],
  ["FixedDeposit", "savingsId"],
  ["RecurringDeposit", "savingsId"],
]);

/**
 * Hooks of Apache Fineract and Embarc, as JSON or as a form. Fineract signs nothing and sends no Authorization, and it ignores the
 * response: it never sends again. Two equal commands have bodies that differ only in the time, so no message counts as a repetition.
 */
export const fineract: SourceSystem = {
  id: "fineract",
  title: "Embarc / Apache Fineract",
  description: "Commands on clients, loans, savings and so on, sent by a hook as JSON or as a form.",
  instructions:
    "In Fineract, create a hook of the kind Web with this URL, the content type JSON, and the events to send. Fineract signs nothing: list the networks that it sends from.",
  verification: (hasKey) =>
    hasKey ? { kind: "hmac", header: "X-Embarc-Signature", encoding: "hex", prefix: "" } : { kind: "none" },
  duplicateSeconds: 0,
  hasOwnId: false,
  typeLocation:
    "entityName or actionName (in the body, or the headers X-Fineract-Entity and X-Fineract-Action)",
  readForm: readFineractForm,
  readType(message) {
    const { entityName, actionName } = readCommand(message);
    return entityName === undefined || actionName === undefined ? undefined : `${entityName}.${actionName}`;
  },
  readParts(message, givenEntityType) {
    const { entityName: _entity, actionName: _action, ...data } = message.body;
    const { entityName = "" } = readCommand(message);
    const { entityType = givenEntityType, isPart = false } = portfolioByEntity.get(entityName) ?? {};
    const { request, response } = data;
    const idField = idFieldByEntityType.get(entityType ?? "") ?? "resourceId";
    const what = entityType === undefined ? "entity" : entityType;
    return {
      entityId: isObject(response)
        ? // The resourceId of a part, such as a charge, is not the ID of its entity.
          (readId(response[idField]) ??
          readId(data[idField]) ??
          (isPart ? undefined : readId(response.resourceId)))
        : readRequestId(request, idField),
      noEntityId: isObject(response)
        ? `The response has no ${idField}, so the message does not name the ${what}.`
        : `The message has no response: the command failed in Fineract, and the request does not name the ${what}.`,
      occurredAt: readText(data.timestamp),
      data: isObject(request) ? { ...data, request: simplifyDoubles(request) } : data,
    };
  },
};

function readCommand({ headers, body }: ReadMessage) {
  return {
    entityName: readText(body.entityName) ?? readText(headers.get("x-fineract-entity")),
    actionName: readText(body.actionName) ?? readText(headers.get("x-fineract-action")),
  };
}

function readRequestId(request: unknown, idField: string): string | undefined {
  return isObject(request) ? (readId(request[idField]) ?? readId(request.resourceId)) : undefined;
}

/** An ID as text. Gson's doubles are whole numbers: 1.0 is the ID 1. */
function readId(value: unknown): string | undefined {
  return readText(value)?.replace(/^(\d+)\.0$/, "$1");
}

/**
 * Fineract's Gson reads a request into a map where each number is a double, and writes 1 as 1.0. Such a number becomes 1 again. A number
 * that Java would write in another way, such as 120.50, was not a double and keeps its digits.
 */
function simplifyDoubles(value: unknown): unknown {
  if (value instanceof JsonNumber) {
    const number = Number(value.text);
    return toDoubleString(number) === value.text ? number : value;
  }
  if (Array.isArray(value)) return value.map(simplifyDoubles);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, simplifyDoubles(inner)]));
}

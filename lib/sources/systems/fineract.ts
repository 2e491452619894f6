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

/** The field of a response with the ID of the entity, by entity type. */
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
 * Actions whose resource is the entity itself, if the entity type is one of those above. The resource of any other action can be another
 * one: that of a repayment is the transaction, and that of an assigned role is the role.
 */
const actionsOnEntity = new Set(
  [
    "CREATE UPDATE DELETE ACTIVATE REACTIVATE APPROVE APPROVALUNDO UNDOAPPROVAL REJECT UNDOREJECT WITHDRAW UNDOWITHDRAWAL",
    "DISBURSE DISBURSETOSAVINGS DISBURSEWITHOUTAUTODOWNPAYMENT DISBURSALUNDO UNDODISBURSAL DISBURSALLASTUNDO",
    "ASSIGNSTAFF UNASSIGNSTAFF UPDATELOANOFFICER REMOVELOANOFFICER UPDATESAVINGSOFFICER REMOVESAVINGSOFFICER",
  ]
    .join(" ")
    .split(" "),
);

/**
 * Hooks of Apache Fineract and Embarc, as JSON or as a form. Fineract signs nothing, sends no Authorization and no ID, and ignores the
 * response: it never sends again, so by default no message counts as a repetition. Embarc signs, and sends again.
 */
export const fineract: SourceSystem = {
  id: "fineract",
  title: "Embarc / Apache Fineract",
  description: "Commands on clients, loans, savings and so on, sent by a hook as JSON or as a form.",
  instructions:
    "In Fineract, create a hook of the kind Web with this URL, including its final slash, the content type JSON, and the events to send. Apache Fineract signs nothing: list the networks that it sends from. Embarc signs with the key.",
  verification: (hasKey) =>
    hasKey ? { kind: "hmac", header: "X-Embarc-Signature", encoding: "hex", prefix: "" } : { kind: "none" },
  duplicateSeconds: 0,
  hasOwnId: false,
  typeLocation:
    "entityName or actionName (in the body, or the headers X-Fineract-Entity and X-Fineract-Action)",
  readBody: (fields, isForm) =>
    isForm
      ? readFineractForm(fields)
      : isObject(fields.request)
        ? { ...fields, request: simplifyDoubles(fields.request) }
        : fields,
  readType(message) {
    const { entityName, actionName } = readCommand(message);
    return entityName === undefined || actionName === undefined ? undefined : `${entityName}.${actionName}`;
  },
  readParts(message, givenEntityType) {
    const { entityName: _entity, actionName: _action, ...data } = message.body;
    const { entityName = "", actionName = "" } = readCommand(message);
    const { entityType = givenEntityType, isPart = false } = portfolioByEntity.get(entityName) ?? {};
    const { request, response } = data;
    const [idField = "", ...otherFields] = listIdFields(entityType, isPart, actionName);
    const findId = (fields: Record<string, unknown>) =>
      readId(fields[idField]) ??
      readId(data[idField]) ??
      otherFields.map((name) => readId(fields[name])).find((id) => id !== undefined);
    const what = entityType === undefined ? "entity" : entityType;
    return {
      entityId: isObject(response) ? findId(response) : isObject(request) ? findId(request) : undefined,
      noEntityId: isObject(response)
        ? `The response has no ${idField}, so the message does not name the ${what}.`
        : `The message has no response: the command failed in Fineract, and the request does not name the ${what}.`,
      occurredAt: readText(data.timestamp),
      data,
    };
  },
};

/** The fields that can have the ID of the entity, the best first. */
function listIdFields(entityType: string | undefined, isPart: boolean, actionName: string): string[] {
  // The response to a journal entry has nothing but its office and its transaction.
  if (entityType === "JournalEntry") return ["transactionId", "resourceId"];
  const idField = idFieldByEntityType.get(entityType ?? "");
  // For these, Fineract sends the office's ID as groupId (DELETE, UNASSIGNSTAFF), or nothing but resourceId (a center's CLOSE).
  if (idField === "groupId" && !isPart && ["DELETE", "UNASSIGNSTAFF", "CLOSE"].includes(actionName))
    return ["resourceId", idField];
  // Fineract has an ID that is no number in resourceIdentifier.
  if (idField === undefined) return ["resourceId", "resourceIdentifier"];
  // The resourceId of a part, such as a charge, is not the ID of its entity.
  return !isPart && actionsOnEntity.has(actionName) ? [idField, "resourceId"] : [idField];
}

function readCommand({ headers, body }: ReadMessage) {
  return {
    entityName: readText(body.entityName) ?? readText(headers.get("x-fineract-entity")),
    actionName: readText(body.actionName) ?? readText(headers.get("x-fineract-action")),
  };
}

/** An ID as text. Gson's doubles are whole numbers: 1.0 is the ID 1, and 1.2345678E7 is 12345678. */
function readId(value: unknown): string | undefined {
  return readText(simplifyDoubles(value))?.replace(/^(\d+)\.0$/, "$1");
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

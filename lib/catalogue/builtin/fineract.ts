import type { BuiltinEventType, CommandGroup, CommandRow, JsonSchema } from "./event-type";
import { integer, looseObject, text } from "./fields";
import { phraseByAction } from "./fineract-actions";
import { organisationCommands } from "./fineract-organisation";
import { portfolioCommands } from "./fineract-portfolio";
import { buildRequest, requestFields } from "./fineract-requests";

const responseSchema = looseObject(
  {
    resourceId: integer("ID of the created or changed resource"),
    officeId: integer("Office"),
    groupId: integer("Group"),
    clientId: integer("Client"),
    loanId: integer("Loan"),
    savingsId: integer("Savings account"),
    changes: looseObject({}, "Changed fields with their new values"),
  },
  "Response of the API; omitted when the command failed",
);

/** IDs in Fineract responses besides `resourceId`, by entity type. */
const responseIdsByEntityType: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Client: { clientId: 9876 },
  Group: { groupId: 58 },
  Center: { groupId: 61 },
  Loan: { clientId: 9876, loanId: 4021 },
  GroupLoan: { groupId: 58, loanId: 4077 },
  Savings: { clientId: 9876, savingsId: 7310 },
  GroupSavings: { groupId: 58, savingsId: 7342 },
  FixedDeposit: { clientId: 9876, savingsId: 7355 },
  RecurringDeposit: { clientId: 9876, savingsId: 7361 },
  ShareAccount: { clientId: 9876 },
};
const defaultEntityId = 17;
const partResourceId = 311;

const toPascalCase = (noun: string): string =>
  noun
    .split(/[ -]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join("");

function buildDataSchema(request: Readonly<Record<string, unknown>>): JsonSchema {
  const properties = Object.entries(requestFields).filter(([name]) => name in request);
  return looseObject({
    createdBy: integer("ID of the user who sent the command"),
    createdByName: text("User name"),
    createdByFullName: text("Full name of the user"),
    officeId: integer("Office of the user"),
    clientId: integer("Client of the resource"),
    status: text('"Exception" when the command failed, in versions of Fineract that send it'),
    request: looseObject(Object.fromEntries(properties), "Request of the caller"),
    response: responseSchema,
  });
}

function buildEventType(group: CommandGroup, row: CommandRow, actionName: string): BuiltinEventType {
  const [grouping, entityName, noun] = row;
  const phrase = phraseByAction[actionName];
  if (phrase === undefined) throw new Error(`Fineract's action ${actionName} has no title`);
  const entityType = group.entityType ?? toPascalCase(noun);
  const ids = responseIdsByEntityType[entityType] ?? {};
  const entityId = ids.loanId ?? ids.savingsId ?? ids.groupId ?? ids.clientId ?? defaultEntityId;
  const request = buildRequest(entityName, actionName);
  const { dateFormat, locale, ...changes } = request;
  // The `resourceId` in the response to a payment or deposit is that of the transaction, not of the account.
  const respondsWithPart = group.isPartOfEntity || "receiptNumber" in request;
  return {
    name: `${entityName}.${actionName}`,
    title: `${noun} ${phrase}`,
    description: `The command ${actionName} on ${entityName} was executed, or it failed and the event has no response.`,
    entityType,
    group: group.group,
    system: "Fineract",
    deprecated: false,
    schema: buildDataSchema(request),
    sample: {
      entityId: String(entityId),
      data: {
        createdBy: 12,
        createdByName: "john.doe",
        createdByFullName: "John Doe",
        officeId: 3,
        ...(ids.clientId === undefined ? {} : { clientId: ids.clientId }),
        request,
        response: {
          officeId: 3,
          ...ids,
          resourceId: respondsWithPart ? partResourceId : entityId,
          ...(actionName === "UPDATE" ? { changes } : {}),
        },
      },
    },
    fineract: { entityName, actionName, grouping },
  };
}

/**
 * The event types that Fineract's `GET /hooks/template` offers: one for every permission whose action contains neither CHECKER
 * nor READ (HookReadPlatformServiceImpl, with the permissions of its changelogs of October 2024). LOAN.BYPASS is offered too, although no
 * command has that action, so a hook can subscribe to it. Embarc documents only one pair (CLIENT, CREATE), in the same form.
 * The delivered body's `entityName`, `actionName` and `timestamp` come from the event, not from its data.
 */
export const fineractEventTypes: readonly BuiltinEventType[] = [
  ...portfolioCommands,
  ...organisationCommands,
].flatMap((group) =>
  group.commands.flatMap((row) =>
    row[3].split(" ").map((actionName) => buildEventType(group, row, actionName)),
  ),
);

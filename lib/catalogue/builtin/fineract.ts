import type { BuiltinEventType, JsonSchema } from "./event-type";
import { integer, openObject, text } from "./fields";
import { actionPhrases } from "./fineract-actions";
import type { CommandGroup, CommandRow } from "./fineract-command-group";
import { organisationCommands } from "./fineract-organisation";
import { portfolioCommands } from "./fineract-portfolio";
import { requestFields, requestOf } from "./fineract-requests";

const responseSchema = openObject(
  {
    resourceId: integer("What the command made or changed"),
    officeId: integer("Office"),
    groupId: integer("Group"),
    clientId: integer("Client"),
    loanId: integer("Loan"),
    savingsId: integer("Savings account"),
    changes: openObject({}, "Fields that the command changed, with their new values"),
  },
  "What the API answered; a failed command's error",
);

/** Ids that Fineract answers with, beside `resourceId`, for the entities that belong to somebody. */
const ownerIds: Readonly<Record<string, Readonly<Record<string, number>>>> = {
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
const OTHER_ID = 17;
const PART_ID = 311;

const pascalCase = (noun: string): string =>
  noun
    .split(/[ -]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join("");

function dataSchema(request: Readonly<Record<string, unknown>>): JsonSchema {
  const properties = Object.entries(requestFields).filter(([name]) => name in request);
  return openObject({
    createdBy: integer("ID of the user who sent the command"),
    createdByName: text("Their user name"),
    createdByFullName: text("Their full name"),
    officeId: integer("Office that it happened in"),
    clientId: integer("Client that it concerns"),
    status: text('"Exception" when the command failed; else left out'),
    request: openObject(Object.fromEntries(properties), "What the caller sent"),
    response: responseSchema,
  });
}

function eventType(group: CommandGroup, row: CommandRow, actionName: string): BuiltinEventType {
  const [grouping, entityName, noun] = row;
  const phrase = actionPhrases[actionName];
  if (phrase === undefined) throw new Error(`Fineract's action ${actionName} has no phrase`);
  const entityType = group.entityType ?? pascalCase(noun);
  const owners = ownerIds[entityType] ?? {};
  const entityId = owners.loanId ?? owners.savingsId ?? owners.groupId ?? owners.clientId ?? OTHER_ID;
  const request = requestOf(entityName, actionName);
  const { dateFormat, locale, ...changes } = request;
  // A payment or deposit answers with the transaction that it made, not with the account.
  const makesPart = group.partOf || "receiptNumber" in request;
  return {
    name: `${entityName}.${actionName}`,
    title: `${noun} ${phrase}`,
    description: `The command ${actionName} on ${entityName} was carried out.`,
    entityType,
    group: group.group,
    system: "Fineract",
    deprecated: false,
    schema: dataSchema(request),
    sample: {
      entityId: String(entityId),
      data: {
        createdBy: 12,
        createdByName: "john.doe",
        createdByFullName: "John Doe",
        officeId: 3,
        ...(owners.clientId === undefined ? {} : { clientId: owners.clientId }),
        request,
        response: {
          officeId: 3,
          ...owners,
          resourceId: makesPart ? PART_ID : entityId,
          ...(actionName === "UPDATE" ? { changes } : {}),
        },
      },
    },
    fineract: { entityName, actionName, grouping },
  };
}

/**
 * What Fineract's `GET /hooks/template` offers: every permission whose action holds neither CHECKER nor READ
 * (HookReadPlatformServiceImpl, with the permissions of its changelogs of October 2024), without LOAN.BYPASS, which
 * names a right and no action. Embarc documents one pair only (CLIENT, CREATE), in the same form: these serve it too.
 * `entityName`, `actionName` and `timestamp` of the delivered body come from the event, not from its data.
 */
export const fineractEventTypes: readonly BuiltinEventType[] = [
  ...portfolioCommands,
  ...organisationCommands,
].flatMap((group) =>
  group.commands.flatMap((row) => row[3].split(" ").map((actionName) => eventType(group, row, actionName))),
);

import type { BuiltinEventType, JsonSchema } from "./event-type";
import {
  count,
  date,
  dateTime,
  flag,
  looseObject,
  money,
  percent,
  personalText,
  text,
  textList,
  uuid,
} from "./fields";

const opportunityId = "a2e4cedb-5588-4df6-8986-1cf848f82b3e";
const runId = "6f0d7a52-3c1e-4b7c-9a35-0f4f3c6a8e21";

const opportunityFields = {
  opportunityName: personalText("Name of the opportunity"),
  stage: text("Stage of the opportunity, as configured by the bank"),
  relationshipId: uuid("ID of the relationship the opportunity is priced for"),
  relationshipName: personalText("Name of the relationship"),
  region: text("Pricing region"),
  owner: text("User who owns the opportunity"),
  amount: money("Amount of the pipeline scenario"),
  rate: percent("Initial rate of the pipeline scenario"),
  pricingDate: date("Pricing date"),
  closeDate: date("Projected close date"),
};

const opportunityData = {
  opportunityName: "Harbor Freight Logistics: term loan 2026",
  stage: "Quoted",
  relationshipId: "0b9e5b1c-6a0d-4c56-8a0e-5d7f2f1f9f04",
  relationshipName: "Harbor Freight Logistics LLC",
  region: "Eastern",
  owner: "dana.whitfield@firstharbor.example",
  amount: 1_250_000,
  rate: 7.25,
  pricingDate: "2026-02-11",
  closeDate: "2026-03-31",
};

const runFields = {
  effectiveDate: date("Date of the core data that the run uses"),
  trigger: { ...text("How the run was started"), enum: ["Scheduled", "Manual"] },
  startedAt: dateTime("Start time of the run"),
  sourceFiles: textList("Core data files used by the run"),
};

const runData = {
  effectiveDate: "2026-02-08",
  trigger: "Scheduled",
  startedAt: "2026-02-09T04:00:12Z",
  sourceFiles: ["loans_20260208.txt", "deposits_20260208.txt"],
};

function opportunityEvent(
  name: string,
  title: string,
  description: string,
  fields: { readonly [name: string]: JsonSchema } = {},
  data: Record<string, unknown> = {},
): BuiltinEventType {
  return {
    name,
    title,
    description,
    entityType: "Opportunity",
    group: "Opportunity",
    system: "PrecisionLender",
    deprecated: false,
    schema: looseObject({ ...opportunityFields, ...fields }),
    sample: { entityId: opportunityId, data: { ...opportunityData, ...data } },
  };
}

function awarenessRunEvent(
  name: string,
  title: string,
  description: string,
  fields: { readonly [name: string]: JsonSchema } = {},
  data: Record<string, unknown> = {},
): BuiltinEventType {
  return {
    name,
    title,
    description,
    entityType: "RelationshipAwarenessRun",
    group: "Relationship awareness",
    system: "PrecisionLender",
    deprecated: false,
    schema: looseObject({ ...runFields, ...fields }),
    sample: { entityId: runId, data: { ...runData, ...data } },
  };
}

/**
 * PrecisionLender's five published event types and OpportunityClose, which its page lists as one that could be
 * added. PrecisionLender's default body does not contain the event's data, which is for conditions and for dialects that send it.
 */
export const precisionLenderEventTypes: readonly BuiltinEventType[] = [
  opportunityEvent(
    "OpportunityCreated",
    "Opportunity Created",
    "An opportunity was saved for the first time.",
    {},
    { stage: "Pricing" },
  ),
  opportunityEvent(
    "OpportunityUpdated",
    "Opportunity Updated",
    "A saved opportunity was changed.",
    { changedFields: textList("Fields changed since the previous save") },
    { changedFields: ["stage", "rate"] },
  ),
  opportunityEvent(
    "OpportunityDeleted",
    "Opportunity Deleted",
    "An opportunity was deleted.",
    { deletedBy: text("User who deleted it") },
    { deletedBy: "dana.whitfield@firstharbor.example" },
  ),
  opportunityEvent(
    "OpportunityClose",
    "Opportunity Closed",
    "An opportunity was closed, won or lost.",
    {
      outcome: { ...text("Outcome"), enum: ["Won", "Lost"] },
      reason: text("Reason given by the lender"),
    },
    { stage: "Closed", outcome: "Won", reason: "Rate and term accepted" },
  ),
  awarenessRunEvent(
    "RelationshipAwarenessRunStarted",
    "RA Run Started",
    "A Relationship Awareness run started.",
  ),
  awarenessRunEvent(
    "RelationshipAwarenessRunCompleted",
    "RA Run Completed",
    "A Relationship Awareness run completed and updated the relationships.",
    {
      completedAt: dateTime("End time of the run"),
      succeeded: flag("Whether all core data was imported"),
      relationshipCount: count("Number of updated relationships"),
      accountCount: count("Number of updated accounts"),
    },
    { completedAt: "2026-02-09T04:37:48Z", succeeded: true, relationshipCount: 1842, accountCount: 9317 },
  ),
];

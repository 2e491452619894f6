import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { type BuiltinEventType, builtinEventTypes } from "./builtin";
import { loanProVariableByField } from "./builtin/loanpro-fields";

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
ajv.addKeyword("x-pii");

const listEventTypesOf = (system: BuiltinEventType["system"]) =>
  builtinEventTypes.filter((type) => type.system === system);
const findEventType = (name: string) => builtinEventTypes.find((type) => type.name === name);

const plexeEvents =
  "WB_Partner_Request WB_Application_Created WB_Customer_Created WB_Customer_And_Application_Created " +
  "WB_Application_Current_Process WB_Application_Status_Changed WB_Loan_Created WB_Bank_Transactions_Refresh " +
  "WB_Communication_Sent WB_Loan_Withdrawal_Completed WB_Send_Secondary_Applicant_Notice WB_Under_Review " +
  "WB_Send_Sms WB_Send_Otp WB_Send_Loan_Otp WB_Application_Cancelled WB_Send_Two_Factor_Code " +
  "WB_Send_Application_Ready WB_Application_Ready WB_Loan_Enabled_Or_Disabled WB_Loan_Closed WB_Loan_Opened";

test("event type names are unique and valid", () => {
  const names = builtinEventTypes.map((type) => type.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/.test(name))).toEqual([]);
});

test("each system has the expected number of event types", () => {
  const counts = [
    listEventTypesOf("PrecisionLender"),
    listEventTypesOf("LoanPro"),
    listEventTypesOf("Plexe"),
    listEventTypesOf("Fineract"),
  ].map((types) => types.length);
  expect(counts).toEqual([6, 28, 22, 445]);
});

test("Plexe's event names are exactly the 22 on its documentation page", () => {
  expect(
    listEventTypesOf("Plexe")
      .map((type) => type.name)
      .sort(),
  ).toEqual(plexeEvents.split(" ").sort());
});

test("PrecisionLender's and LoanPro's event types keep the titles their users know", () => {
  expect(findEventType("OpportunityUpdated")).toMatchObject({
    title: "Opportunity Updated",
    entityType: "Opportunity",
  });
  expect(findEventType("RelationshipAwarenessRunCompleted")).toMatchObject({
    title: "RA Run Completed",
    entityType: "RelationshipAwarenessRun",
  });
  expect(findEventType("PaymentPosted")?.title).toBe("Payment Posted to account");
  expect(listEventTypesOf("LoanPro").filter((type) => type.entityType !== "Loan")).toEqual([]);
});

test("a Fineract event type is named after the entity and action that hooks subscribe to", () => {
  for (const { name, fineract } of listEventTypesOf("Fineract")) {
    expect(name).toBe(`${fineract?.entityName}.${fineract?.actionName}`);
    expect(fineract?.grouping).toBeTruthy();
  }
  expect(findEventType("LOAN.DISBURSE")).toMatchObject({
    title: "Loan disbursed",
    entityType: "Loan",
    fineract: { entityName: "LOAN", actionName: "DISBURSE", grouping: "transaction_loan" },
  });
  const subjects = "CLIENT LOAN SAVINGSACCOUNT GROUP CENTER OFFICE USER STAFF CHARGE JOURNALENTRY".split(" ");
  expect(subjects.filter((entity) => findEventType(`${entity}.CREATE`) === undefined)).toEqual([]);
});

test("the event of a charge or repayment has the loan as its entity, and the charge or repayment as its resource", () => {
  for (const name of ["LOANCHARGE.CREATE", "LOAN.REPAYMENT"]) {
    const sample = findEventType(name)?.sample;
    expect(sample?.entityId).toBe("4021");
    expect(sample?.data.response).toMatchObject({ loanId: 4021, resourceId: 311 });
  }
});

test("every sample is valid against its schema", () => {
  const validationErrors = builtinEventTypes.flatMap(({ name, schema, sample }) =>
    ajv.validate(schema, sample.data) ? [] : [`${name}: ${ajv.errorsText()}`],
  );
  expect(validationErrors).toEqual([]);
});

test("a schema names every field of its sample and accepts an event without data", () => {
  for (const { name, schema, sample } of builtinEventTypes) {
    expect(
      Object.keys(sample.data).filter((field) => schema.properties?.[field] === undefined),
      name,
    ).toEqual([]);
    expect(ajv.validate(schema, {}), name).toBe(true);
  }
});

test("titles are unique within a group, and each group belongs to one system", () => {
  const labels = builtinEventTypes.map((type) => `${type.group}: ${type.title}`);
  expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
  const systems = new Map<string, Set<string>>();
  for (const { group, system } of builtinEventTypes) {
    systems.set(group, (systems.get(group) ?? new Set()).add(system));
  }
  expect([...systems].filter(([, owners]) => owners.size > 1)).toEqual([]);
});

test("every LoanPro event type has all the fields that LoanPro's variables stand for", () => {
  const fields = Object.keys(loanProVariableByField);
  for (const { name, schema } of listEventTypesOf("LoanPro")) {
    expect(
      fields.filter((field) => schema.properties?.[field] === undefined),
      name,
    ).toEqual([]);
  }
});

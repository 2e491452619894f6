import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { type BuiltinEventType, builtinEventTypes } from "./builtin";
import { loanProVariables } from "./builtin/loanpro-fields";

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);

const of = (system: BuiltinEventType["system"]) => builtinEventTypes.filter((type) => type.system === system);
const find = (name: string) => builtinEventTypes.find((type) => type.name === name);

const plexeEvents =
  "WB_Partner_Request WB_Application_Created WB_Customer_Created WB_Customer_And_Application_Created " +
  "WB_Application_Current_Process WB_Application_Status_Changed WB_Loan_Created WB_Bank_Transactions_Refresh " +
  "WB_Communication_Sent WB_Loan_Withdrawal_Completed WB_Send_Secondary_Applicant_Notice WB_Under_Review " +
  "WB_Send_Sms WB_Send_Otp WB_Send_Loan_Otp WB_Application_Cancelled WB_Send_Two_Factor_Code " +
  "WB_Send_Application_Ready WB_Application_Ready WB_Loan_Enabled_Or_Disabled WB_Loan_Closed WB_Loan_Opened";

test("names of event types are unique and valid", () => {
  const names = builtinEventTypes.map((type) => type.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/.test(name))).toEqual([]);
});

test("each system has all of its event types", () => {
  const counts = [of("PrecisionLender"), of("LoanPro"), of("Plexe"), of("Fineract")].map(
    (types) => types.length,
  );
  expect(counts).toEqual([6, 28, 22, 444]);
});

test("Plexe's names are exactly the 22 of its page", () => {
  expect(
    of("Plexe")
      .map((type) => type.name)
      .sort(),
  ).toEqual(plexeEvents.split(" ").sort());
});

test("PrecisionLender's and LoanPro's event types keep the titles their users know", () => {
  expect(find("OpportunityUpdated")).toMatchObject({
    title: "Opportunity Updated",
    entityType: "Opportunity",
  });
  expect(find("RelationshipAwarenessRunCompleted")).toMatchObject({
    title: "RA Run Completed",
    entityType: "RelationshipAwarenessRun",
  });
  expect(find("PaymentPosted")?.title).toBe("Payment Posted to account");
  expect(of("LoanPro").filter((type) => type.entityType !== "Loan")).toEqual([]);
});

test("a Fineract event type is named after the pair that its hooks subscribe to", () => {
  for (const { name, fineract } of of("Fineract")) {
    expect(name).toBe(`${fineract?.entityName}.${fineract?.actionName}`);
    expect(fineract?.grouping).toBeTruthy();
  }
  expect(find("LOAN.DISBURSE")).toMatchObject({
    title: "Loan disbursed",
    entityType: "Loan",
    fineract: { entityName: "LOAN", actionName: "DISBURSE", grouping: "transaction_loan" },
  });
  const subjects = "CLIENT LOAN SAVINGSACCOUNT GROUP CENTER OFFICE USER STAFF CHARGE JOURNALENTRY".split(" ");
  expect(subjects.filter((entity) => find(`${entity}.CREATE`) === undefined)).toEqual([]);
});

test("a charge or a repayment is an event of its loan, with itself as the resource", () => {
  for (const name of ["LOANCHARGE.CREATE", "LOAN.REPAYMENT"]) {
    const sample = find(name)?.sample;
    expect(sample?.entityId).toBe("4021");
    expect(sample?.data.response).toMatchObject({ loanId: 4021, resourceId: 311 });
  }
});

test("every sample is valid against its schema", () => {
  const wrong = builtinEventTypes.flatMap(({ name, schema, sample }) =>
    ajv.validate(schema, sample.data) ? [] : [`${name}: ${ajv.errorsText()}`],
  );
  expect(wrong).toEqual([]);
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

test("titles are unique within a group, and a group belongs to one system", () => {
  const labels = builtinEventTypes.map((type) => `${type.group}: ${type.title}`);
  expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
  const systems = new Map<string, Set<string>>();
  for (const { group, system } of builtinEventTypes) {
    systems.set(group, (systems.get(group) ?? new Set()).add(system));
  }
  expect([...systems].filter(([, owners]) => owners.size > 1)).toEqual([]);
});

test("LoanPro's variables translate fields that every loan event has", () => {
  const fields = Object.keys(loanProVariables);
  for (const { name, schema } of of("LoanPro")) {
    expect(
      fields.filter((field) => schema.properties?.[field] === undefined),
      name,
    ).toEqual([]);
  }
});

import { expect, test } from "vitest";
import { loanProVariableByField } from "../../catalogue/builtin/loanpro-fields";
import { toFieldName, toVariableName, variableNames } from "./variables";

test("every variable of LoanPro's events comes back from its field", () => {
  expect(variableNames.length).toBeGreaterThan(50);
  for (const variable of variableNames) {
    const field = toFieldName(variable);
    expect(field).toMatch(/^[a-z][A-Za-z]*$/);
    expect(toVariableName(field)).toBe(variable);
  }
});

test("every field with a published name comes back from its variable", () => {
  for (const field of Object.keys(loanProVariableByField))
    expect(toFieldName(toVariableName(field))).toBe(field);
});

test.each([
  "loan-amount",
  "days-past-due",
  "a.b.c",
  "Loan Status",
  "status-2-days",
  "-x",
  "loanAmount",
  "__proto__",
])(
  "the variable %s keeps its name, because it is not the variable of the field it looks like",
  (variable) => {
    expect(toFieldName(variable)).toBe(variable);
  },
);

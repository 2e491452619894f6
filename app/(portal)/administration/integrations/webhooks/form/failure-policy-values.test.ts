import { expect, test } from "vitest";
import { type FailurePolicy, failurePolicySchema } from "@/lib/failure-policy/schema";
import {
  labelByPolicyKind,
  suggestPolicyValues,
  toFailurePolicyInput,
  toFailurePolicyValues,
} from "./failure-policy-values";

test.each<FailurePolicy>([
  { kind: "failures", count: 7 },
  { kind: "failureRate", percent: 20, windowMinutes: 30, minimumDeliveries: 5 },
  { kind: "noSuccess", windowMinutes: 120, minimumDeliveries: 2 },
  { kind: "never" },
])("the form values of the policy %j convert back to the same policy", (policy) => {
  expect(toFailurePolicyInput(toFailurePolicyValues(policy))).toEqual(policy);
});

test("the suggested values of each kind are a valid policy", () => {
  for (const kind of Object.keys(labelByPolicyKind) as FailurePolicy["kind"][])
    expect(failurePolicySchema.safeParse(toFailurePolicyInput(suggestPolicyValues(kind))).success, kind).toBe(
      true,
    );
});

test("an empty field and a field with text become NaN", () => {
  const { kind, fields } = suggestPolicyValues("failures");
  for (const count of ["", " ", "ten"])
    expect(toFailurePolicyInput({ kind, fields: { ...fields, count } })).toEqual({
      kind,
      count: Number.NaN,
    });
});

import type { FailurePolicy } from "@/lib/failure-policy/schema";

type Kind = FailurePolicy["kind"];
type FieldName = "count" | "percent" | "windowMinutes" | "minimumDeliveries";

/** The failure policy in the form; numbers as they are typed. */
export interface FailurePolicyValues {
  kind: Kind;
  fields: Readonly<Record<FieldName, string>>;
}

export const labelByPolicyKind: Record<Kind, string> = {
  failures: "After a number of failed deliveries",
  failureRate: "At a failure rate",
  noSuccess: "After a time without a success",
  never: "Never",
};

/** The number fields of each kind of policy. */
export const fieldsByPolicyKind: Record<Kind, readonly { name: FieldName; label: string; hint?: string }[]> =
  {
    failures: [
      {
        name: "count",
        label: "Failed deliveries",
        hint: "1 to 1,000 since the webhook was last enabled.",
      },
    ],
    failureRate: [
      { name: "percent", label: "Failure rate in percent", hint: "10 to 100." },
      {
        name: "windowMinutes",
        label: "Window in minutes",
        hint: "Only deliveries that ended in the window are counted.",
      },
      {
        name: "minimumDeliveries",
        label: "Minimum number of deliveries",
        hint: "If fewer ended in the window, the webhook is not paused.",
      },
    ],
    noSuccess: [
      { name: "windowMinutes", label: "Time without a success in minutes" },
      {
        name: "minimumDeliveries",
        label: "Minimum number of failed deliveries",
        hint: "If fewer failed in this time, the webhook is not paused.",
      },
    ],
    never: [],
  };

/** The suggested values of the fields when the user chooses a kind. */
const suggestionByKind: Record<Kind, Partial<Record<FieldName, string>>> = {
  failures: { count: "10" },
  failureRate: { percent: "50", windowMinutes: "60", minimumDeliveries: "10" },
  noSuccess: { windowMinutes: "60", minimumDeliveries: "3" },
  never: {},
};

const emptyFields: FailurePolicyValues["fields"] = {
  count: "",
  percent: "",
  windowMinutes: "",
  minimumDeliveries: "",
};

export function toFailurePolicyValues({ kind, ...numbers }: FailurePolicy): FailurePolicyValues {
  const fields = Object.entries(numbers).map(([name, number]) => [name, String(number)]);
  return { kind, fields: { ...emptyFields, ...Object.fromEntries(fields) } };
}

/** The suggested values for a kind that the user has just chosen. */
export function suggestPolicyValues(kind: Kind): FailurePolicyValues {
  return { kind, fields: { ...emptyFields, ...suggestionByKind[kind] } };
}

/** The policy as typed. A field that is not a number becomes NaN, which the schema rejects. */
export function toFailurePolicyInput({ kind, fields }: FailurePolicyValues): FailurePolicy {
  const numbers = fieldsByPolicyKind[kind].map(({ name }) => [
    name,
    fields[name].trim() === "" ? Number.NaN : Number(fields[name]),
  ]);
  return { kind, ...Object.fromEntries(numbers) };
}

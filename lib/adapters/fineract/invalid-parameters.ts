import type { z } from "zod";
import { type FineractError, type ParameterError, ruleViolation, validationError } from "./fineract-error";

/** Fineract's 400 for a query or body, `value`, that does not match the call's schema. */
export function invalidParametersError(issues: z.core.$ZodIssue[], value: unknown): FineractError {
  return validationError(issues.flatMap((issue) => toParameterErrors(issue, value)));
}

function toParameterErrors(issue: z.core.$ZodIssue, value: unknown): ParameterError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      code: "error.msg.parameter.unsupported",
      message: `The parameter ${key} is not supported.`,
      parameterName: key,
      args: [key],
    }));
  }
  const [parameter = "body", ...nestedPath] = issue.path.map(String);
  const given = (value as Record<string, unknown> | null)?.[parameter];
  const fineractError = nestedPath.length === 0 ? fineractRuleError(parameter, given, issue) : undefined;
  return [
    fineractError ?? ruleViolation(`${parameter}.invalid`, issue.message, issue.path.join(".") || "body"),
  ];
}

/** The error for a rule that Fineract has too, with Fineract's code, text and arguments; undefined for any other rule. */
function fineractRuleError(
  parameter: string,
  given: unknown,
  issue: z.core.$ZodIssue,
): ParameterError | undefined {
  switch (`${parameter} ${issue.code}`) {
    case "name too_small":
    case "name invalid_type":
      return {
        code: "validation.msg.hook.name.cannot.be.blank",
        message: "The parameter `name` is mandatory.",
        parameterName: parameter,
        // The index in a list, which a name does not have.
        args: [undefined],
      };
    case "name too_big":
    case "displayName too_big":
      return {
        code: `validation.msg.hook.${parameter}.exceeds.max.length`,
        message: `The parameter \`${parameter}\` exceeds max length of 100.`,
        parameterName: parameter,
        args: [100, given],
      };
    case "templateId too_small":
      return {
        code: "validation.msg.hook.templateId.not.greater.than.zero",
        message: "The parameter `templateId` must be greater than 0.",
        parameterName: parameter,
        args: [Number(given), 0],
      };
    case "events too_small":
    case "events invalid_type":
      return ruleViolation("registered.events.cannot.be.empty", "Send at least one event.", parameter);
    default:
      return undefined;
  }
}

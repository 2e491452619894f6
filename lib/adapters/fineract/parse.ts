import type { z } from "zod";
import { zodMessage } from "../endpoint/zod-messages";
import { broken, invalid, type Reason } from "./fineract-error";

/** Parses what a call was sent, or throws the 400 that Fineract answers it with. */
export function parseOrReject<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value, { error: zodMessage });
  if (result.success) return result.data;
  throw invalid(result.error.issues.flatMap(reasonsOf));
}

function reasonsOf(issue: z.core.$ZodIssue): Reason[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      code: "error.msg.parameter.unsupported",
      message: `The parameter ${key} is not supported.`,
      parameterName: key,
      args: [key],
    }));
  }
  const [parameter = "body", ...inside] = issue.path.map(String);
  const known = inside.length === 0 ? ofFineract(parameter, issue) : undefined;
  return [known ?? broken(`${parameter}.invalid`, issue.message, issue.path.join(".") || "body")];
}

/** The rules that Fineract has too, in its words. */
function ofFineract(parameter: string, issue: z.core.$ZodIssue): Reason | undefined {
  switch (`${parameter} ${issue.code}`) {
    case "name too_small":
    case "name invalid_type":
      return {
        code: "validation.msg.hook.name.cannot.be.blank",
        message: "The parameter `name` is mandatory.",
        parameterName: parameter,
      };
    case "name too_big":
    case "displayName too_big":
      return {
        code: `validation.msg.hook.${parameter}.exceeds.max.length`,
        message: `The parameter \`${parameter}\` exceeds max length of 100.`,
        parameterName: parameter,
        args: [100],
      };
    case "templateId too_small":
      return {
        code: "validation.msg.hook.templateId.not.greater.than.zero",
        message: "The parameter `templateId` must be greater than 0.",
        parameterName: parameter,
        args: [0],
      };
    case "events too_small":
    case "events invalid_type":
      return broken("registered.events.cannot.be.empty", "Name at least one event.", parameter);
    default:
      return undefined;
  }
}

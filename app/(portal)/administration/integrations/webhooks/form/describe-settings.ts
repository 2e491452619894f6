import type { DialectView } from "@/lib/dialects/schema";
import { describeFailurePolicy } from "@/lib/failure-policy/describe";
import { failurePolicySchema } from "@/lib/failure-policy/schema";
import { labelByAuthenticationKind } from "./authentication-values";
import { toFailurePolicyInput } from "./failure-policy-values";
import { type FoldedSectionName, hasCustomOptions } from "./folded-settings";
import type { FormValues } from "./form-values";
import { describeRetries } from "./retry-plan";

/** What the settings of each folded section say, in one line. */
export function describeSettings(
  values: FormValues,
  dialect: DialectView,
): Record<FoldedSectionName, string> {
  const { headers, authentication, state, owner } = values;
  const failurePolicy = failurePolicySchema.safeParse(toFailurePolicyInput(values.failurePolicy));
  const limit = values.maxRequestsPerSecond.trim();
  return {
    request: joinAsSentence([
      values.method,
      dialect.ownSignature &&
        `signature in ${values.signatureHeader} (${values.signatureEncoding === "hex" ? "hexadecimal" : "Base64"})`,
      hasCustomOptions(values, dialect) && "custom format options",
      formatCount(headers.length, "custom header"),
      authentication.kind === "none"
        ? "no receiver authentication"
        : `receiver authentication: ${labelByAuthenticationKind[authentication.kind]}`,
    ]),
    retries: describeRetries(values.retryDelays),
    failurePolicy: failurePolicy.success
      ? `${describeFailurePolicy(failurePolicy.data)}${values.selfHealing ? " It is enabled again when the receiver responds." : ""}`
      : "The fields below are incomplete or not valid.",
    delivery: joinAsSentence([
      `Timeout ${values.timeoutSeconds} s`,
      values.successRule === "200" ? "success is exactly 200 OK" : "success is any 2xx",
      limit === "" ? "no rate limit" : `at most ${limit} requests per second`,
      values.sequence ? "sequence numbers" : "no sequence numbers",
      values.ordered ? "in order per entity" : "in any order",
    ]),
    state: joinAsSentence([
      `${state[0]?.toUpperCase()}${state.slice(1)}`,
      owner.trim() === "" ? "no owner" : `owned by ${owner.trim()}`,
    ]),
  };
}

const joinAsSentence = (parts: (string | false)[]) => `${parts.filter(Boolean).join(", ")}.`;

function formatCount(count: number, noun: string): string {
  return count === 0 ? `no ${noun}s` : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

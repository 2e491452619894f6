import type { FailurePolicy } from "./schema";

/** Describes a failure policy in a sentence that says when failed deliveries pause the webhook. */
export function describeFailurePolicy(policy: FailurePolicy): string {
  switch (policy.kind) {
    case "failures":
      return policy.count === 1
        ? "The webhook is paused when a delivery fails permanently."
        : `The webhook is paused once ${formatCount(policy.count)} deliveries have failed permanently since it was last enabled.`;
    case "failureRate":
      return `The webhook is paused once at least ${policy.percent}% of the deliveries that ended in the last ${formatSpan(policy.windowMinutes)} have failed permanently, if at least ${formatDeliveries(policy.minimumDeliveries)} ended.`;
    case "noSuccess":
      return `The webhook is paused once no delivery has succeeded in the last ${formatSpan(policy.windowMinutes)}, if at least ${formatDeliveries(policy.minimumDeliveries)} failed permanently.`;
    case "never":
      return "Failed deliveries never pause the webhook.";
  }
}

/** Formats a failure policy in a few words, for example as the old or new value of a change. */
export function formatFailurePolicy(policy: FailurePolicy): string {
  switch (policy.kind) {
    case "failures":
      return `paused after ${policy.count === 1 ? "1 failed delivery" : `${formatCount(policy.count)} failed deliveries`}`;
    case "failureRate":
      return `paused at ${policy.percent}% failed in ${formatMinutes(policy.windowMinutes)} (at least ${formatDeliveries(policy.minimumDeliveries)})`;
    case "noSuccess":
      return `paused after ${formatMinutes(policy.windowMinutes)} without a success (at least ${formatDeliveries(policy.minimumDeliveries)})`;
    case "never":
      return "never paused";
  }
}

/** 1 is "1 minute", 90 is "90 minutes", 120 is "2 hours", 1440 is "24 hours", 2880 is "2 days". */
function formatMinutes(minutes: number): string {
  if (minutes % 1_440 === 0 && minutes > 1_440) return `${minutes / 1_440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? "1 hour" : `${minutes / 60} hours`;
  return minutes === 1 ? "1 minute" : `${formatCount(minutes)} minutes`;
}

/** Formats a time span to follow the words "the last": "hour", "90 minutes". */
const formatSpan = (minutes: number) => formatMinutes(minutes).replace(/^1 /, "");

const formatCount = (count: number) => count.toLocaleString("en");
const formatDeliveries = (count: number) => (count === 1 ? "1 delivery" : `${formatCount(count)} deliveries`);

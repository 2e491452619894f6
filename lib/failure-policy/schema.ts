import { z } from "zod";

/** The times of this many failures are kept for each webhook, so no policy can count more. */
export const maxCountedFailures = 1_000;

const weekMinutes = 7 * 24 * 60;

const windowSchema = z
  .number()
  .int("The window must be a whole number of minutes.")
  .min(1, "The window must be at least 1 minute.")
  .max(weekMinutes, `The window can be at most 7 days (${weekMinutes} minutes).`);

const minimumSchema = z
  .number()
  .int("The minimum must be a whole number of deliveries.")
  .min(1, "The minimum must be at least 1 delivery.")
  .max(maxCountedFailures, "The minimum can be at most 1,000 deliveries.");

/**
 * Says when permanently failed deliveries pause a webhook. This is decided whenever a delivery fails, never by time alone. Only
 * deliveries that ended since the webhook was last enabled count. The descriptions appear in the API's documentation.
 */
export const failurePolicySchema = z
  .discriminatedUnion("kind", [
    z
      .strictObject({
        kind: z.literal("failures"),
        count: z
          .number()
          .int("The number of failed deliveries must be a whole number.")
          .min(1, "The number of failed deliveries must be at least 1.")
          .max(maxCountedFailures, "The number of failed deliveries can be at most 1,000."),
      })
      .describe("Paused once `count` deliveries have failed permanently since the webhook was last enabled."),
    z
      .strictObject({
        kind: z.literal("failureRate"),
        percent: z
          .number()
          .int("The failure rate must be a whole number of percent.")
          .min(10, "The failure rate must be at least 10%.")
          .max(100, "The failure rate can be at most 100%."),
        windowMinutes: windowSchema,
        minimumDeliveries: minimumSchema.default(10),
      })
      .describe(
        "Paused once at least `percent` percent of the deliveries that ended (succeeded or failed permanently) in the last `windowMinutes` minutes have failed, if at least `minimumDeliveries` deliveries ended. If more than 1,000 failed, the window begins with the first of the last 1,000 failures.",
      ),
    z
      .strictObject({
        kind: z.literal("noSuccess"),
        windowMinutes: windowSchema,
        minimumDeliveries: minimumSchema.default(3),
      })
      .describe(
        "Paused once no delivery has succeeded in the last `windowMinutes` minutes, if the webhook was enabled all that time and at least `minimumDeliveries` deliveries failed permanently in it.",
      ),
    z.strictObject({ kind: z.literal("never") }).describe("Failed deliveries never pause the webhook."),
  ])
  .describe(
    "When permanently failed deliveries pause the webhook; decided whenever one fails. Default for a new webhook: after 1 failed delivery with the dialects precisionlender and standard-webhooks, otherwise never.",
  );
export type FailurePolicy = z.output<typeof failurePolicySchema>;

/** The policy of PrecisionLender, and of every webhook from before there were failure policies. */
export const pauseAfterFirstFailure: FailurePolicy = { kind: "failures", count: 1 };
export const neverPause: FailurePolicy = { kind: "never" };

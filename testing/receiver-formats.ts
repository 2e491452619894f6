import { z } from "zod";

const plainText = (max: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: z.string().min(1).max(max) });

/** The documented parts of a Slack message that the preset uses, with Slack's limits. */
export const slackMessageSchema = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(40_000)
    .regex(/^[^<>]*$/),
  blocks: z.tuple([
    z.strictObject({ type: z.literal("header"), text: plainText(150) }),
    z.strictObject({ type: z.literal("section"), text: plainText(3_000) }),
    z.strictObject({ type: z.literal("context"), elements: z.array(plainText(3_000)).min(1).max(10) }),
  ]),
});

const textRun = z.strictObject({
  type: z.literal("TextRun"),
  text: z.string().min(1),
  size: z.enum(["default", "small", "medium", "large", "extraLarge"]).optional(),
  weight: z.enum(["default", "lighter", "bolder"]).optional(),
  isSubtle: z.boolean().optional(),
});

/** A Teams message with one Adaptive Card of text runs. */
export const teamsMessageSchema = z.strictObject({
  type: z.literal("message"),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal("application/vnd.microsoft.card.adaptive"),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.literal("http://adaptivecards.io/schemas/adaptive-card.json"),
        type: z.literal("AdaptiveCard"),
        version: z.literal("1.4"),
        body: z
          .array(z.strictObject({ type: z.literal("RichTextBlock"), inlines: z.array(textRun).min(1) }))
          .min(1),
      }),
    }),
  ]),
});

/** An event of PagerDuty's Events API v2, as it is sent. */
export const pagerDutyEventSchema = z.strictObject({
  routing_key: z.string().length(32),
  event_action: z.enum(["trigger", "acknowledge", "resolve"]),
  dedup_key: z.string().min(1).max(255),
  payload: z.strictObject({
    summary: z.string().min(1).max(1_024),
    source: z.string().min(1),
    severity: z.enum(["critical", "warning", "error", "info"]),
    timestamp: z.iso.datetime(),
    class: z.string().optional(),
    custom_details: z.record(z.string(), z.unknown()).optional(),
  }),
});

import { z } from "zod";
import { dialectIds } from "../dialects";
import { failurePolicySchema } from "../failure-policy/schema";
import { conditionSchema } from "./conditions/condition";
import { authenticationSchema } from "./secrets/authentication-schema";

const hourSeconds = 3_600;

/** The retry policies offered by name: seconds to wait after each failed attempt. */
export const retryPresets = {
  urgent: [10, 30, 60, 300, 900],
  standard: [60, 300, 900, hourSeconds, 4 * hourSeconds],
  "weekend-proof": [60, 900, hourSeconds, 6 * hourSeconds, 24 * hourSeconds, 48 * hourSeconds],
} as const;

const printablePattern = /^[^\p{Cc}\p{Cs}]*$/u;

/** The rules for keys of every dialect; the required length depends on the dialect (lib/dialects/keys.ts). */
export const keySchema = z
  .string()
  .min(1, "The key is empty. Omit the key to generate a random one.")
  .max(256, "A key can have at most 256 characters.")
  .regex(/^[\x20-\x7e]+$/, "A key can contain only printable ASCII characters.");

export const eventTypeNameSchema = z.string().min(1).max(100);

/**
 * The name of an event type, "*" for all event types but Hookledger's own, or an object with a condition. `version` is the version
 * of the event type; if it is left out, the version that the webhook already uses, else the current one.
 */
const triggerSchema = z.union([
  eventTypeNameSchema,
  z.strictObject({
    eventType: eventTypeNameSchema,
    version: z.number().int().min(1).max(1_000).nullish(),
    condition: conditionSchema.shape.expression
      .nullish()
      .describe("An event matches only if its condition is true. Null or left out: every event matches."),
    language: conditionSchema.shape.language
      .nullish()
      .describe(
        'The language of the condition: "cel", or "clojure" for a formula as LoanPro has it. "cel" if null or left out.',
      ),
  }),
]);

const triggersSchema = z
  .array(triggerSchema)
  .min(1, 'At least one event type is required; "*" stands for all but Hookledger\'s own.')
  .max(500)
  .transform((triggers) =>
    triggers.map((trigger) =>
      typeof trigger === "string"
        ? { eventType: trigger, version: null, condition: null, language: "cel" as const }
        : {
            eventType: trigger.eventType,
            version: trigger.version ?? null,
            condition: trigger.condition ?? null,
            language: (trigger.condition && trigger.language) || ("cel" as const),
          },
    ),
  )
  .refine((triggers) => new Set(triggers.map((trigger) => trigger.eventType)).size === triggers.length, {
    message: "Each event type can be listed only once.",
  });
export type TriggerInput = z.output<typeof triggersSchema>[number];

const retryDelaysSchema = z
  .array(
    z
      .number("Each delay must be a number of seconds.")
      .int("A delay must be a whole number of seconds.")
      .min(1, "A delay must be at least 1 second.")
      .max(48 * hourSeconds, "A delay can be at most 48 hours (172800 seconds)."),
  )
  .max(20, "There can be at most 20 retries.");

/** The name of a webhook or a source. */
export const nameSchema = z
  .string()
  .trim()
  .min(1, "A name is required.")
  .max(200, "A name can have at most 200 characters.")
  .regex(printablePattern, "A name cannot contain control characters.");

export const headerNameSchema = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9-]{0,99}$/,
    "A header name must start with a letter and contain only letters, digits and hyphens.",
  );

/**
 * The settings of a webhook that can be changed. Creating, updating, testing, previewing and sending all derive from this
 * shape. To add a setting, add it here and, as a column of the same name, to prisma/schema.prisma; the compiler reports every place that
 * lacks it.
 */
export const settingSchemas = {
  name: nameSchema,
  url: z.string().trim().min(1, "A URL is required.").max(2_048),
  triggers: triggersSchema,
  retryDelays: retryDelaysSchema,
  timeoutSeconds: z
    .number()
    .int("The timeout must be a whole number of seconds.")
    .min(1, "The timeout must be at least 1 second.")
    .max(60, "The timeout can be at most 60 seconds."),
  successRule: z.enum(["200", "2xx"]),
  /** When permanently failed deliveries pause the webhook. */
  failurePolicy: failurePolicySchema,
  selfHealing: z
    .boolean("Send true or false.")
    .describe(
      "Whether a paused webhook is probed at growing intervals, by a manual attempt of a delivery, and enabled when a probe succeeds; its held deliveries are then released at a rate.",
    ),
  /** The throttle: the most requests that all workers together start in a second, not counting tests. Null: no limit. */
  maxRequestsPerSecond: z
    .number("The limit must be a number of requests per second.")
    .int("The limit must be a whole number of requests per second.")
    .min(1, "The limit must be at least 1 request per second. To stop all requests, disable the webhook.")
    .max(1_000, "The limit can be at most 1,000 requests per second.")
    .nullable(),
  /** Whether deliveries are numbered without gaps, in the header X-Hookledger-Sequence. */
  sequence: z.boolean(),
  /** Whether the deliveries for one entity are sent one after another, in the order of their acceptance. */
  ordered: z.boolean(),
  /** After a delivery has failed permanently: whether the next one for its entity waits until the failed one succeeds or is skipped. */
  orderAfterFailure: z.enum(["wait", "continue"], 'Use "wait" or "continue".'),
  signatureHeader: headerNameSchema,
  signatureEncoding: z.enum(["base64", "hex"]),
  headers: z.record(z.string(), z.string()),
  method: z.enum(["GET", "POST", "PUT", "DELETE"]),
  /** The dialect's own settings; GET /api/v1/dialects describes them. */
  options: z.record(z.string(), z.unknown()),
  /** A secret that is "********" keeps its saved value. Null: no authentication. */
  authentication: authenticationSchema.nullable(),
  /** An e-mail address, of a user or not, that is also notified of warnings and pauses. Null: only administrators are notified. */
  owner: z
    .string()
    .trim()
    .toLowerCase()
    .max(254, "An e-mail address can have at most 254 characters.")
    .pipe(z.email("The owner must be an e-mail address, such as payments@bank.example."))
    .nullable()
    .describe(
      "An e-mail address that is notified of warnings and pauses in addition to the administrators. It need not belong to a user.",
    ),
};

/** The dialect of a webhook, which is chosen when it is created and cannot be changed. */
export const dialectSchema = z.enum(dialectIds);

export type WebhookSettings = {
  [Name in keyof typeof settingSchemas]: z.output<(typeof settingSchemas)[Name]>;
} & { dialect: string };

/** Triggers have a table of their own; header values and authentication are sealed. */
const settingsStoredElsewhere = ["triggers", "headers", "authentication"] as const;

/** The settings that are stored as they are, each in a column of the same name. */
export type StoredSettings = Omit<WebhookSettings, (typeof settingsStoredElsewhere)[number]>;

/** The names of the stored settings, as columns in a Prisma `select`. */
export const settingColumns = Object.fromEntries(
  [...Object.keys(settingSchemas), "dialect"]
    .filter((name) => !(settingsStoredElsewhere as readonly string[]).includes(name))
    .map((name) => [name, true]),
) as Record<keyof StoredSettings, true>;

/** The settings that do not change what a request contains; all other settings do. */
type NonRequestSetting =
  | "name"
  | "triggers"
  | "retryDelays"
  | "timeoutSeconds"
  | "successRule"
  | "failurePolicy"
  | "selfHealing"
  | "owner"
  | "maxRequestsPerSecond"
  | "ordered"
  | "orderAfterFailure";
export type RequestSetting = Exclude<keyof WebhookSettings, NonRequestSetting>;

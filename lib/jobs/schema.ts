import { z } from "zod";
import { deliveryStateSchema } from "../deliveries/schema";
import { timestampSchema } from "../timestamp";

export const jobKinds = ["resend", "release-held", "replay-missing"] as const;
export const jobStates = ["running", "paused", "finished", "cancelled", "failed"] as const;
export type JobState = (typeof jobStates)[number];

/** Deliveries per second. */
const defaultRate = 50;
const maxRate = 500;
const rateMessage = `Send a rate of 1 to ${maxRate} deliveries per second.`;

const idSchema = (message: string) => z.uuid(message).toLowerCase();
const webhookIdSchema = idSchema("The webhook ID must be a UUID.");

/** Selects the deliveries of a job, or the events of its missing deliveries: those that match all given fields. */
export const jobFilterSchema = z.strictObject({
  webhookId: webhookIdSchema.optional(),
  webhookIds: z.array(webhookIdSchema).min(1, "Send at least one webhook ID.").max(100).optional(),
  states: z.array(deliveryStateSchema).min(1, "Send at least one state.").max(6).optional(),
  eventTypes: z.array(z.string().max(100)).min(1, "Send at least one event type.").max(100).optional(),
  entityType: z.string().max(100).optional(),
  entityId: z.string().trim().max(200).optional(),
  /** Deliveries with an attempt that got this response code. */
  responseCode: z.number().int().min(100).max(999).optional(),
  /** The partner that owns the webhook. */
  partnerId: z.guid("The partner ID must be a UUID.").toLowerCase().optional(),
  traceIds: z
    .array(idSchema("The trace ID must be a UUID."))
    .min(1, "Send at least one trace ID.")
    .max(1_000)
    .optional(),
  /** Deliveries that the receiver was missing, according to this reconciliation. */
  reconciliationId: idSchema("The reconciliation ID must be a UUID.").optional(),
  from: timestampSchema().optional(),
  to: timestampSchema().optional(),
});
export type JobFilter = z.output<typeof jobFilterSchema>;

export const createJobSchema = z
  .strictObject({
    kind: z.enum(jobKinds, `Send one of these kinds: ${jobKinds.join(", ")}.`),
    filter: jobFilterSchema,
    /** Counts the deliveries without starting a job. */
    dryRun: z.boolean().default(false),
    rate: z
      .number(rateMessage)
      .int(rateMessage)
      .min(1, rateMessage)
      .max(maxRate, rateMessage)
      .default(defaultRate),
    /** Enables the webhooks first. */
    enable: z.boolean().default(false),
    /** Also resends failed deliveries. */
    resendFailed: z.boolean().default(false),
  })
  .superRefine(({ kind, filter, enable, resendFailed }, context) => {
    const reject = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    const { from, to, states, traceIds, webhookId, webhookIds } = filter;
    if (from && to && Date.parse(to) <= Date.parse(from))
      reject(["filter", "to"], "The window ends before it starts. Send a `to` that is after `from`.");
    if (kind === "release-held") {
      if (states)
        reject(["filter", "states"], "A job that releases held deliveries takes no states. Leave them out.");
      if (!webhookId && !webhookIds)
        reject(["filter", "webhookId"], "Send the webhook whose held deliveries are to be released.");
      return;
    }
    if (kind === "replay-missing") {
      const missing = "A missing delivery has no state and no trace ID.";
      if (states) reject(["filter", "states"], `${missing} Leave the states out.`);
      if (traceIds) reject(["filter", "traceIds"], `${missing} Leave the trace IDs out.`);
      if (!webhookId && !webhookIds)
        reject(["filter", "webhookId"], "Send the webhook whose missing deliveries are to be created.");
      for (const field of ["partnerId", "responseCode", "reconciliationId"] as const)
        if (filter[field] !== undefined)
          reject(["filter", field], "A missing delivery has no such field. Leave it out.");
    }
    if (enable) reject(["enable"], 'Only a job of the kind "release-held" can enable webhooks.');
    if (resendFailed)
      reject(
        ["resendFailed"],
        kind === "resend"
          ? 'Leave this out: a job of the kind "resend" resends deliveries in the states that its filter lists.'
          : 'Leave this out: only a job of the kind "release-held" also resends failed deliveries.',
      );
  });
export type CreateJobInput = z.output<typeof createJobSchema>;

/** The number of deliveries that a job would process, as counted now. */
export const jobPlanSchema = z.object({
  total: z.number(),
  /** Deliveries that match but cannot be sent, or missing deliveries whose condition or template fails. */
  excluded: z.number(),
  /** Missing deliveries that cannot be created, because retention has removed the data of their events. */
  withoutData: z.number(),
  webhooks: z.array(z.object({ webhookId: z.uuid(), webhookName: z.string(), total: z.number() })),
  oldest: z.iso.datetime().nullable(),
  newest: z.iso.datetime().nullable(),
  expectedSeconds: z.number(),
});
export type JobPlan = z.infer<typeof jobPlanSchema>;

export const jobSchema = z.object({
  id: z.uuid(),
  kind: z.enum(jobKinds),
  filter: jobFilterSchema,
  state: z.enum(jobStates),
  /** Why the job is paused or failed. */
  reason: z.object({ code: z.string(), message: z.string() }).nullable(),
  rate: z.number(),
  enable: z.boolean(),
  resendFailed: z.boolean(),
  total: z.number(),
  excluded: z.number(),
  withoutData: z.number(),
  /** The sum of released, created, succeeded and failed. */
  done: z.number(),
  released: z.number(),
  created: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  requestedBy: z.string(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type JobView = z.infer<typeof jobSchema>;

export const createdJobSchema = z.object({ ...jobPlanSchema.shape, job: jobSchema.nullable() });

const pageShape = {
  cursor: idSchema("This cursor is invalid. Use one returned by the list.").optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

export const jobPageQuerySchema = z.object({
  state: z.enum(jobStates).optional(),
  webhookId: webhookIdSchema.optional(),
  ...pageShape,
});
export type JobPageQuery = z.output<typeof jobPageQuerySchema>;
export const jobListSchema = z.object({ items: z.array(jobSchema), nextCursor: z.uuid().nullable() });

/** `outcome` selects only items with this outcome. */
export const jobItemPageQuerySchema = z.object({
  outcome: z.enum(["succeeded", "failed", "excluded"]).optional(),
  ...pageShape,
});
export type JobItemPageQuery = z.output<typeof jobItemPageQuerySchema>;

export const jobItemSchema = z.object({
  /** Null for a missing delivery that could not be created. */
  traceId: z.uuid().nullable(),
  /** Null if the job requested no attempt of the delivery, but released or created it. */
  attemptId: z.uuid().nullable(),
  eventId: z.uuid(),
  webhookId: z.uuid(),
  webhookName: z.string(),
  eventType: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  /** The current state of the delivery; a delivery that is being sent counts as pending. */
  state: z.enum(["pending", "succeeded", "failed", "held", "discarded"]).nullable(),
  /** The outcome of the attempt, or of the delivery if it was released or created. Null until there is one. */
  outcome: z.enum(["succeeded", "failed", "unknown", "excluded"]).nullable(),
  responseCode: z.number().nullable(),
  errorCode: z.string().nullable(),
  /** When the attempt began. */
  startedAt: z.iso.datetime().nullable(),
  /** When the job requested the attempt, released or created the delivery, or could not create it. */
  at: z.iso.datetime(),
});
export type JobItem = z.infer<typeof jobItemSchema>;
export const jobItemListSchema = z.object({ items: z.array(jobItemSchema), nextCursor: z.uuid().nullable() });

export const jobResultQuerySchema = z.object({
  format: z.enum(["csv", "ndjson"], "Send csv or ndjson.").default("csv"),
});

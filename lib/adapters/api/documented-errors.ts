import type { ExportDeliveriesResult } from "../../deliveries/proof/export-deliveries";
import type { RequestResendResult } from "../../deliveries/request-resend";
import type { SkipDeliveryResult } from "../../deliveries/skip-delivery";
import { maxEventBytes } from "../../events/schema";
import type { EventRejection } from "../../events/validate-events";
import type { ReadFeedResult } from "../../feed/read-feed";
import type { CancelJobResult, PauseJobResult, ResumeJobResult } from "../../jobs/change-job";
import type { JobRejection } from "../../jobs/create-job";
import type { SimulateEventResult } from "../../playground/simulate-event";
import type { CreateLinkResult } from "../../portal-links/create-link";
import type { ReconcileResult } from "../../reconciliation/reconcile";
import type { ProbeReceiverResult } from "../../recovery/probe-receiver";
import type { SettingErrorCode } from "../../webhooks/check-settings";
import type { CreateWebhookErrorCode } from "../../webhooks/create-webhook";
import type { RotateKeyResult } from "../../webhooks/rotate-key";
import type { UpdateWebhookErrorCode } from "../../webhooks/update-webhook";
import type { DocumentedError } from "../endpoint/call";

/** Errors by code. If `Code` has all codes that a use case can return, the compiler reports those that are not documented. */
export type ErrorsByCode<Code extends string> = Record<Code, Omit<DocumentedError, "code">>;

/** The codes of a use case's rejections, except "not_found", which is documented for every path with an ID. */
export type RejectionCode<Result extends { ok: boolean }> = Exclude<
  Extract<Result, { ok: false; rejected: string }>["rejected"],
  "not_found"
>;

/** Converts errors by code to the list that a call has. */
export function listErrors(errors: ErrorsByCode<string>): DocumentedError[] {
  return Object.entries(errors).map(([code, error]) => ({ ...error, code }));
}

const unknownEventType = { status: 422, when: "The event type does not exist." };
const unknownTrigger = {
  status: 422,
  when: "The event type does not exist, or only the lender's webhooks can subscribe to it.",
};
const unknownVersion = { status: 422, when: "The event type does not have this version." };
export const unknownPartner = { status: 422, when: "The partner does not exist." };
const invalidKey = { status: 400, when: "The dialect cannot sign with this key." };
const overBudget = {
  status: 503,
  when: "Evaluating the conditions, templates and schemas would take too long. Nothing was written. Retry after the time in Retry-After, or send fewer events.",
};

export const batchErrors: ErrorsByCode<EventRejection["rejected"] | "over_budget" | "backlog_full"> = {
  too_large: {
    status: 413,
    when: `An event of the batch exceeds ${maxEventBytes / 1024} KiB; \`errors\` says which.`,
  },
  unknown_event_type: unknownEventType,
  reserved_event_type: {
    status: 422,
    when: "The event type is one of Hookledger's own, which begin with `hookledger.`: only Hookledger sends them.",
  },
  unknown_version: unknownVersion,
  schema_mismatch: {
    status: 422,
    when: "Validation is enforced, and the data does not match the event type's schema.",
  },
  unknown_partner: unknownPartner,
  idempotency_conflict: {
    status: 409,
    when: "The idempotency key was already used for a different event.",
  },
  over_budget: overBudget,
  backlog_full: {
    status: 429,
    when: "The API key's tenant, or a partner that an event names, has more deliveries due than the limit allows. Nothing was written. Retry after the time in Retry-After.",
  },
};

const { too_large: _tooLarge, ...singleEventErrors } = batchErrors;
export const eventErrors: ErrorsByCode<string> = singleEventErrors;

/** The errors for invalid settings of a webhook. */
export const settingErrors: ErrorsByCode<SettingErrorCode> = {
  unknown_event_type: unknownTrigger,
  unknown_version: unknownVersion,
  unknown_partner: unknownPartner,
  webhook_limit: { status: 409, when: "The partner has reached its webhook limit." },
  url_invalid: { status: 400, when: "The URL is incomplete, malformed or too long." },
  url_scheme: { status: 400, when: "The URL does not start with https:// or http://." },
  url_userinfo: { status: 400, when: "The URL contains a user name or a password." },
  url_address_refused: { status: 400, when: "The receiver's address is blocked." },
  url_https_required: {
    status: 400,
    when: "The URL is plain http, and the receiver is not in a network that the operator allows.",
  },
  method_refused: {
    status: 400,
    when: "The dialect does not support this method, or a GET request would have an API key in its body.",
  },
  condition_invalid: {
    status: 400,
    when: "A trigger's condition is not valid in its language (the message for a Clojure condition starts with line and column); or, in CEL, it does not evaluate to true or false or has a type error with the event type's sample.",
  },
  template_invalid: {
    status: 400,
    when: "A template is invalid, or is used where no template is allowed, such as in the URL's host.",
  },
  header_refused: { status: 400, when: "A custom header is invalid or reserved." },
  option_invalid: { status: 400, when: "The dialect does not have this option, or its value is invalid." },
  key_invalid: invalidKey,
  secret_missing: {
    status: 400,
    when: '"********" stands for a saved secret, but none is saved, or the URL now has another scheme, host or port.',
  },
  secret_unreadable: {
    status: 400,
    when: "A saved secret that the update keeps cannot be decrypted. Send it again, or remove it.",
  },
};

const { secret_unreadable: _unreadable, ...newWebhookErrors } = settingErrors;
export const createWebhookErrors: ErrorsByCode<CreateWebhookErrorCode> = newWebhookErrors;

const { unknown_partner: _partner, webhook_limit: webhookLimit, ...changeErrors } = settingErrors;
export const updateWebhookErrors: ErrorsByCode<UpdateWebhookErrorCode> = changeErrors;

export const webhookLimitReached: DocumentedError = { ...webhookLimit, code: "webhook_limit" };

export const rotateErrors: ErrorsByCode<
  Exclude<RejectionCode<RotateKeyResult>, "wrong_key"> | "key_invalid"
> = {
  key_invalid: invalidKey,
  too_many_keys: {
    status: 409,
    when: "Three previous keys are still valid. Send `endPreviousKeys: true` to end them.",
  },
  key_unreadable: {
    status: 409,
    when: "The current key cannot be decrypted, so it cannot stay valid alongside the new key.",
  },
};

export const simulateErrors: ErrorsByCode<RejectionCode<SimulateEventResult> | "over_budget"> = {
  unknown_event_type: unknownEventType,
  template_error: {
    status: 422,
    when: "The webhook's body template cannot be rendered with the event type's sample. Nothing was written.",
  },
  not_enabled: { status: 409, when: "The webhook is not enabled." },
  over_budget: overBudget,
};

export const probeErrors: ErrorsByCode<RejectionCode<ProbeReceiverResult>> = {
  webhook_disabled: { status: 409, when: "The webhook is disabled." },
  nothing_to_send: {
    status: 409,
    when: "The webhook has no held delivery, and no failed delivery that paused it and still has its body.",
  },
};

export const resendErrors: ErrorsByCode<RejectionCode<RequestResendResult>> = {
  webhook_deleted: { status: 409, when: "The webhook was deleted." },
  webhook_disabled: { status: 409, when: "The webhook is disabled." },
  body_removed: { status: 410, when: "The body was removed after its retention period." },
};

export const createLinkErrors: ErrorsByCode<RejectionCode<CreateLinkResult>> = {
  unknown_webhook: { status: 422, when: "The webhook does not exist." },
  unknown_partner: unknownPartner,
};

export const skipErrors: ErrorsByCode<RejectionCode<SkipDeliveryResult>> = {
  not_blocking: { status: 409, when: "No other delivery waits for this one to be resent or skipped." },
};

export const exportErrors: ErrorsByCode<RejectionCode<ExportDeliveriesResult>> = {
  unknown_webhook: { status: 422, when: "The webhook that the filter names does not exist." },
  unknown_partner: unknownPartner,
};

const jobEnded = { status: 409, when: "The job has already ended." };
const filterTooBroad = {
  status: 422,
  when: "Counting the deliveries that match or are missing would take longer than 20 s. Nothing was started.",
};

export const createJobErrors: ErrorsByCode<JobRejection["rejected"]> = {
  unknown_webhook: { status: 422, when: "A webhook that the filter names does not exist." },
  nothing_matches: {
    status: 422,
    when: "No delivery matches the filter or is missing, or none of these deliveries can be sent or created. Nothing was started.",
  },
  filter_too_broad: filterTooBroad,
  webhook_disabled: { status: 409, when: "A webhook whose deliveries are to be resent is disabled." },
  webhook_not_enabled: {
    status: 409,
    when: "A webhook whose held deliveries are to be released is not enabled, and `enable` is false; or a webhook whose missing deliveries are to be created is not enabled.",
  },
  job_open: {
    status: 409,
    when: "One of the webhooks already has a job that has not ended; `detail` has its ID, if this API key can see it.",
  },
};

export const reconcileErrors: ErrorsByCode<RejectionCode<ReconcileResult>> = {
  ...createJobErrors,
  nothing_recognized: {
    status: 422,
    when: "`resend` is true, and the list has no trace ID or sequence number of a delivery of this webhook in the window. Nothing was resent.",
  },
  too_many_missing: {
    status: 422,
    when: "The list lacks more than a million deliveries. Narrow the window.",
  },
  too_many_lists: { status: 429, when: "Another list of this API key is being compared." },
};

export const feedErrors: ErrorsByCode<RejectionCode<ReadFeedResult>> = {
  feed_not_started: { status: 409, when: "The webhook has no feed." },
  cursor_gone: {
    status: 410,
    when: "The cursor is from before the database was restored or failed over or the feed was started again, or deliveries that followed it were removed. The Link header has the URL to restart from.",
  },
  too_many_waits: { status: 429, when: "Two requests of this API key are waiting for deliveries." },
};

export const cancelJobErrors: ErrorsByCode<RejectionCode<CancelJobResult>> = { job_ended: jobEnded };

export const pauseJobErrors: ErrorsByCode<RejectionCode<PauseJobResult>> = {
  job_ended: jobEnded,
  job_paused: { status: 409, when: "The job is already paused." },
};

export const resumeJobErrors: ErrorsByCode<RejectionCode<ResumeJobResult>> = {
  job_ended: jobEnded,
  job_running: { status: 409, when: "The job is already running." },
  job_blocked: {
    status: 409,
    when: "A webhook of the job is disabled or, unless the job resends, paused; or all webhooks of the job were deleted.",
  },
  filter_too_broad: filterTooBroad,
};

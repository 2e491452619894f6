import type { DocumentedError } from "../endpoint/call";

export const unknownEventType: DocumentedError = {
  status: 422,
  code: "unknown_event_type",
  when: "The event type does not exist.",
};
export const unknownVersion: DocumentedError = {
  status: 422,
  code: "unknown_version",
  when: "The event type does not have this version.",
};
export const unknownPartner: DocumentedError = {
  status: 422,
  code: "unknown_partner",
  when: "The partner does not exist.",
};
export const schemaMismatch: DocumentedError = {
  status: 422,
  code: "schema_mismatch",
  when: "Validation is enforced, and the data does not match the event type's schema.",
};
export const idempotencyConflict: DocumentedError = {
  status: 409,
  code: "idempotency_conflict",
  when: "The idempotency key was already used for a different event.",
};
export const overBudget: DocumentedError = {
  status: 503,
  code: "over_budget",
  when: "Evaluating the conditions, templates and schemas would take too long. Nothing was written. Retry after the time in Retry-After, or send fewer events.",
};

export const backlogFull: DocumentedError = {
  status: 429,
  code: "backlog_full",
  when: "The API key's tenant has more deliveries due than the limit allows. Nothing was written. Retry after the time in Retry-After.",
};

export const webhookLimitReached: DocumentedError = {
  status: 409,
  code: "webhook_limit",
  when: "The partner has reached its webhook limit.",
};
const invalidKey: DocumentedError = {
  status: 400,
  code: "key_invalid",
  when: "The dialect cannot sign with this key.",
};
export const invalidSettingErrors: DocumentedError[] = [
  { status: 400, code: "url_address_refused", when: "The receiver's address is blocked." },
  {
    status: 400,
    code: "condition_invalid",
    when: "A trigger's condition is not valid CEL, does not evaluate to true or false, or has a type error with the event type's sample.",
  },
  { status: 400, code: "header_refused", when: "A custom header is invalid or reserved." },
  {
    status: 400,
    code: "option_invalid",
    when: "The dialect does not have this option, or its value is invalid.",
  },
  invalidKey,
];
export const missingSecret: DocumentedError = {
  status: 400,
  code: "secret_missing",
  when: '"********" stands for a saved secret, but none is saved, or the URL now has another scheme, host or port.',
};
export const rotateErrors: DocumentedError[] = [
  invalidKey,
  {
    status: 409,
    code: "too_many_keys",
    when: "Three previous keys are still valid. Send `endPreviousKeys: true` to end them.",
  },
  {
    status: 409,
    code: "key_unreadable",
    when: "The current key cannot be decrypted, so it cannot stay valid alongside the new key.",
  },
];

export const resendErrors: DocumentedError[] = [
  { status: 409, code: "webhook_deleted", when: "The webhook was deleted." },
  { status: 409, code: "webhook_disabled", when: "The webhook is disabled." },
  { status: 410, code: "body_removed", when: "The body was removed after its retention period." },
];

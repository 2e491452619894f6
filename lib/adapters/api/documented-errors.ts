import type { Rejection } from "../endpoint/call";

export const unknownEventType: Rejection = {
  status: 422,
  code: "unknown_event_type",
  when: "There is no event type of this name.",
};
export const unknownPartner: Rejection = {
  status: 422,
  code: "unknown_partner",
  when: "There is no such partner.",
};
export const overBudget: Rejection = {
  status: 503,
  code: "over_budget",
  when: "The conditions, templates and schemas that apply take too long; nothing was written. Try again after Retry-After, or with fewer events.",
};
export const idempotencyConflict: Rejection = {
  status: 409,
  code: "idempotency_conflict",
  when: "An idempotency key came before, with another event.",
};
export const webhookLimit: Rejection = {
  status: 409,
  code: "webhook_limit",
  when: "The partner has as many webhooks as a partner can have.",
};
export const invalidSettings: Rejection[] = [
  { status: 400, code: "url_address_refused", when: "Receivers may not have this address." },
  {
    status: 400,
    code: "condition_invalid",
    when: "A trigger's condition is no CEL expression, or computes with what its event type's sample does not have.",
  },
  { status: 400, code: "header_refused", when: "A header cannot be set." },
  { status: 400, code: "option_invalid", when: "The dialect has no such setting." },
  { status: 400, code: "key_invalid", when: "The dialect cannot sign with this key." },
];
export const secretMissing: Rejection = {
  status: 400,
  code: "secret_missing",
  when: '"********" stands where no saved secret can: none is saved, or the URL now has another scheme, host or port.',
};

export const resendErrors: Rejection[] = [
  { status: 409, code: "webhook_deleted", when: "The webhook was deleted." },
  { status: 409, code: "webhook_disabled", when: "The webhook is Disabled." },
  { status: 410, code: "body_removed", when: "The body was removed after the time that bodies are kept." },
];

export const unknownVersion: Rejection = {
  status: 422,
  code: "unknown_version",
  when: "The event type has no such version.",
};
export const schemaMismatch: Rejection = {
  status: 422,
  code: "schema_mismatch",
  when: "The data does not fit the event type's schema, which is enforced.",
};

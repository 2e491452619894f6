/** What a dialect may know of the event it renders. */
export interface EventFacts {
  id: string;
  type: string;
  entityType: string;
  entityId: string;
  occurredAt: Date;
  data: unknown;
}

export interface RenderedBody {
  body: Buffer;
  contentType: string;
}

/** What is signed: one attempt of a delivery. */
export interface Attempted {
  traceId: string;
  eventType: string;
  entityType: string;
  body: Uint8Array;
  sentAt: Date;
  /** The webhook's keys that are valid now: the current one, then the previous one while a rotation overlaps. */
  keys: [current: string, ...previous: string[]];
  signatureHeader: string;
  signatureEncoding: SignatureEncoding;
}

export type SignatureEncoding = "base64" | "hex";
export type SuccessRule = "200" | "2xx";

/**
 * The wire shape of a webhook. Pure: the same input gives the same bytes, nothing is read or kept. `render` runs
 * once, when the event is accepted, and its bytes are frozen; `headers` runs for each attempt.
 */
export interface Dialect {
  id: string;
  title: string;
  defaults: { successRule: SuccessRule; signatureHeader: string; signatureEncoding: SignatureEncoding };
  /** A fresh random key, in the form that receivers of this dialect expect. */
  newKey(): string;
  /** The body of the delivery `traceId` of this event. */
  render(event: EventFacts, traceId: string): RenderedBody;
  /** The headers that prove where the body comes from, besides Content-Type and the webhook's own. */
  headers(attempted: Attempted): Record<string, string>;
}

import type { z } from "zod";
import type { FailurePolicy } from "../failure-policy/schema";

/** The event that a dialect renders. */
export interface EventFacts {
  id: string;
  type: string;
  /** For display: "Payment Posted to account". */
  title: string;
  entityType: string;
  entityId: string;
  partnerId: string | null;
  occurredAt: Date;
  data: unknown;
  /** Old and new values of the fields that changed, if the sender included them. */
  changes: Changes | null;
}

export type Changes = Record<string, { from?: unknown; to?: unknown }>;

export interface RenderedBody {
  body: Buffer;
  contentType: string;
}

/** How a receiver verifies signatures: the code snippets and the signature check are made from it. The sender uses Dialect.headers. */
export type SignatureFormat =
  | {
      /** HMAC-SHA256 of the raw body; the key is used as text. */
      kind: "body";
      header: string;
      /** The first header for signatures of previous keys (previous-key-headers.ts); null: one header has all signatures. */
      previousHeader: string | null;
      /** dashed-hex: AB-CD-EF, as in .NET's BitConverter. */
      encoding: SignatureEncoding | "dashed-hex";
      /** The text before the signature, such as "sha256=". */
      prefix: string;
    }
  | { kind: "standard"; scheme: "hmac" | "ed25519" };

/** A dialect's own settings: JSON that its `options` schema parsed. */
export type DialectOptions = Record<string, unknown>;

/** One attempt of a delivery, to be signed. */
export interface SigningInput<Options = DialectOptions> {
  traceId: string;
  eventType: string;
  entityType: string;
  body: Uint8Array;
  sentAt: Date;
  /** The webhook's valid keys: the current one, then the previous ones, the most recent first. */
  keys: [current: string, ...previous: string[]];
  signatureHeader: string;
  signatureEncoding: SignatureEncoding;
  options: Options;
}

/** The URL of an attempt and the custom headers of the webhook. */
export interface UrlAndHeaders {
  url: string;
  headers: Record<string, string>;
}

export type SignatureEncoding = "base64" | "hex";
export type SuccessRule = "200" | "2xx";
export type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * The wire format of a webhook. Pure: the same input gives the same bytes, without state. `render` runs once, when the event is
 * accepted, and its bytes never change; `headers` and `fill` run for each attempt.
 */
export interface Dialect<Options extends object = DialectOptions> {
  id: string;
  title: string;
  /** A short text that helps to choose a dialect. */
  description: string;
  /** The settings of a new webhook, unless it has its own; `failurePolicy` is what the dialect's system does. */
  defaults: {
    successRule: SuccessRule;
    signatureHeader: string;
    signatureEncoding: SignatureEncoding;
    failurePolicy: FailurePolicy;
  };
  /** Whether a webhook can choose the header and encoding of the signature; otherwise the dialect fixes them. */
  ownSignature: boolean;
  methods: readonly [Method, ...Method[]];
  /** The dialect's own settings; `{}` must be valid and gives their defaults. */
  options: z.ZodType<Options>;
  /** A random key in the form that receivers of this dialect expect. */
  newKey(options: Options): string;
  /** The minimum length of a key that is not generated; default 16. */
  minKeyLength?: number;
  /** Why this key cannot sign; undefined when it can. Default: every key that is long enough can. */
  keyError?(key: string, options: Options): string | undefined;
  /** The public half of a key that verifies signatures; undefined for a shared key. */
  publicKey?(key: string): PublicKey | undefined;
  /**
   * Errors in the templates among the settings: the field ("url", "headers.X-Loan", "options.bodyTemplate") and a message. Runs
   * only if the options are valid.
   */
  check?(settings: UrlAndHeaders, options: Options): { field: string; message: string }[];
  /**
   * The body of the delivery `traceId` of this event. May throw CannotRender: the webhook is then skipped for this event, with
   * the reason in the event's timeline.
   */
  render(event: EventFacts, traceId: string, options: Options): RenderedBody;
  /**
   * Inserts an event's values into the URL and the custom headers, for each attempt. Defined only where they can be templates: it
   * costs one more query for each batch of attempts. May throw CannotRender: the attempt fails.
   */
  fill?(destination: UrlAndHeaders, event: EventFacts): UrlAndHeaders;
  /** The variables that its templates use and this event lacks, for the preview. */
  missing?(settings: UrlAndHeaders, options: Options, event: EventFacts): string[];
  /** The signature and the dialect's other headers, besides Content-Type and custom headers. */
  headers(signingInput: SigningInput<Options>): Record<string, string>;
  /** Null: deliveries are not signed. Default: HMAC of the body, as in precisionlender.ts. */
  signatureFormat?(
    settings: Pick<SigningInput<Options>, "signatureHeader" | "signatureEncoding" | "options">,
  ): SignatureFormat | null;
  /** Whether a response code asks for no further requests: no retry follows, and the delivery fails permanently. */
  endsRetries?(responseCode: number): boolean;
}

/** The public half of a key, as a JSON Web Key (RFC 7517). */
export interface PublicKey {
  kty: string;
  crv: string;
  x: string;
  kid: string;
  alg: string;
  use: "sig";
}

/** A webhook's template cannot be rendered with an event; the message is for the webhook's owner. */
export class CannotRender extends Error {}

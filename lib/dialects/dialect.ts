import type { z } from "zod";
import type { FailurePolicy } from "../failure-policy/schema";

/** The facts about an event from which a dialect renders a body. */
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

/** How a receiver verifies signatures, for the code snippets and the signature check. Requests are signed by Dialect.headers. */
export type SignatureFormat =
  | {
      /** HMAC-SHA256 of the raw body; the key is used as text. */
      kind: "body";
      header: string;
      /** The first header for signatures of previous keys (previous-key-headers.ts); null if one header has all signatures. */
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
  /** The default settings of a new webhook; `failurePolicy` does what the dialect's system does. */
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
  /** Generates a random key in the form that receivers of this dialect expect. */
  newKey(options: Options): string;
  /** The minimum length of a key that is not generated; default 16. */
  minKeyLength?: number;
  /** Says why this key cannot sign; undefined if it can. By default, every key that is long enough can sign. */
  keyError?(key: string, options: Options): string | undefined;
  /** The public half of a key that verifies signatures; undefined for a shared key. */
  publicKey?(key: string): PublicKey | undefined;
  /**
   * Finds errors in the settings that are templates. Each error has a field ("url", "headers.X-Loan", "options.bodyTemplate") and a
   * message. Called only if the options are valid.
   */
  checkTemplates?(settings: UrlAndHeaders, options: Options): { field: string; message: string }[];
  /**
   * Renders the body of the delivery `traceId` of this event. May throw CannotRender: the webhook is then skipped for this event, with
   * the reason in the event's timeline.
   */
  render(event: EventFacts, traceId: string, options: Options): RenderedBody;
  /**
   * Inserts an event's values into the URL and the custom headers, for each attempt. Defined only if URL and headers can be templates,
   * since loading the event costs one more query for each batch of attempts. May throw CannotRender: the attempt then fails.
   */
  fill?(destination: UrlAndHeaders, event: EventFacts): UrlAndHeaders;
  /** Lists the variables that the templates use and this event lacks, for the preview. */
  listMissingVariables?(settings: UrlAndHeaders, options: Options, event: EventFacts): string[];
  /** Builds the signature headers and the dialect's other headers, without Content-Type and custom headers. */
  headers(signingInput: SigningInput<Options>): Record<string, string>;
  /** The format of a webhook's signatures; null if deliveries are not signed. Default: HMAC of the body, as in precisionlender.ts. */
  signatureFormat?(
    settings: Pick<SigningInput<Options>, "signatureHeader" | "signatureEncoding" | "options">,
  ): SignatureFormat | null;
  /** Whether a response code means that the receiver wants no further requests. The delivery then fails permanently, without a retry. */
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

/** Thrown when a webhook's template cannot be rendered with an event. The message is shown to users. */
export class CannotRender extends Error {}

import type { z } from "zod";

/** What a dialect may know of the event that it renders. */
export interface EventFacts {
  id: string;
  type: string;
  /** What a person reads: "Payment Posted to account". */
  title: string;
  entityType: string;
  entityId: string;
  partnerId: string | null;
  occurredAt: Date;
  data: unknown;
  /** Old and new values of the fields that changed, if whoever sent the event named them. */
  changes: Changes | null;
}

export type Changes = Record<string, { from?: unknown; to?: unknown }>;

export interface RenderedBody {
  body: Buffer;
  contentType: string;
}

/** How a receiver knows that a delivery is genuine: what its own code, our snippets and our checker go by. */
export type SignatureFormat =
  | {
      /** HMAC-SHA256 of the raw body with the key's text. */
      kind: "body";
      header: string;
      /** Carries the old key's signature while a rotation overlaps, see previous-headers.ts; null: one header carries all. */
      previousHeader: string | null;
      /** dashed-hex: AB-CD-EF, as .NET's BitConverter writes it. */
      encoding: SignatureEncoding | "dashed-hex";
      /** Stands before the signature, such as "sha256=". */
      prefix: string;
    }
  | { kind: "standard"; scheme: "hmac" | "ed25519" };

/** What a dialect's own settings come down to: JSON that its `options` schema made. */
export type DialectOptions = Record<string, unknown>;

/** What is signed: one attempt of a delivery. */
export interface Attempted<Options = DialectOptions> {
  traceId: string;
  eventType: string;
  entityType: string;
  body: Uint8Array;
  sentAt: Date;
  /** The webhook's keys that are valid now: the current one, then those whose overlap runs, the one replaced last first. */
  keys: [current: string, ...previous: string[]];
  signatureHeader: string;
  signatureEncoding: SignatureEncoding;
  options: Options;
}

/** Where an attempt goes and what the webhook itself sends along. */
export interface Destination {
  url: string;
  headers: Record<string, string>;
}

export type SignatureEncoding = "base64" | "hex";
export type SuccessRule = "200" | "2xx";
export type Method = "GET" | "POST" | "PUT" | "DELETE";

/**
 * The wire shape of a webhook. Pure: the same input gives the same bytes, nothing is read or kept. `render` runs
 * once, when the event is accepted, and its bytes are frozen; `headers` and `fill` run for each attempt.
 */
export interface Dialect<Options extends object = DialectOptions> {
  id: string;
  title: string;
  /** One sentence for whoever has to choose. */
  description: string;
  defaults: { successRule: SuccessRule; signatureHeader: string; signatureEncoding: SignatureEncoding };
  /** Whether the webhook may choose the signature's header and encoding; otherwise the dialect's standard says. */
  ownSignature: boolean;
  methods: readonly [Method, ...Method[]];
  /** Its own settings; `{}` must pass and give their defaults. */
  options: z.ZodType<Options>;
  /** A fresh random key, in the form that receivers of this dialect expect. */
  newKey(options: Options): string;
  /** The fewest characters that a key brought along may have; left out: 16. */
  leastKeyLength?: number;
  /** Why this key cannot sign, in words; undefined when it can. Left out: any key that is long enough can. */
  keyError?(key: string, options: Options): string | undefined;
  /** What a receiver needs instead of the key, where one signs and another verifies; undefined for a shared key. */
  publicKey?(key: string): PublicKey | undefined;
  /**
   * Why these settings cannot be saved, though each alone is right: for templates.
   * Each with its field ("url", "headers.X-Loan", "options.bodyTemplate") and what to do.
   */
  check?(settings: Destination, options: Options): { field: string; message: string }[];
  /**
   * The body of the delivery `traceId` of this event. May throw CannotRender: the event is then passed over for
   * this webhook, and its timeline says why.
   */
  render(event: EventFacts, traceId: string, options: Options): RenderedBody;
  /**
   * Puts an event's values into the URL and the custom headers, for each attempt. Present only where they can be
   * templates: it costs one more read for each batch of attempts. May throw CannotRender: the attempt has failed.
   */
  fill?(destination: Destination, event: EventFacts): Destination;
  /** The variables that its templates name and this event lacks, for the preview. */
  missing?(settings: Destination, options: Options, event: EventFacts): string[];
  /** The headers that prove where the body comes from, besides Content-Type and the webhook's own. */
  headers(attempted: Attempted<Options>): Record<string, string>;
  /** How receivers verify it; null: nothing signs. Left out: HMAC of the body, as precisionlender.ts does it. */
  signatureFormat?(
    settings: Pick<Attempted<Options>, "signatureHeader" | "signatureEncoding" | "options">,
  ): SignatureFormat | null;
  /** An answer that asks never to come again: no retry follows, and the webhook is paused. */
  endsRetries?(responseCode: number): boolean;
}

/** The public half of a key, as a JSON Web Key (RFC 7517): anybody may have it. */
export interface PublicKey {
  kty: string;
  crv: string;
  x: string;
  kid: string;
  alg: string;
  use: "sig";
}

/** An event from which a webhook's template cannot make a body; the message is for its owner. */
export class CannotRender extends Error {}

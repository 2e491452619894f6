import { z } from "zod";

/** Where a reader of a feed is: after this entry. `transactionId` is a decimal number of up to 19 digits. */
export interface FeedPosition {
  epoch: string;
  transactionId: string;
  deliveryId: string;
}

const cursorPattern =
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,18})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const writeCursor = ({ epoch, transactionId, deliveryId }: FeedPosition): string =>
  `${epoch}.${transactionId}.${deliveryId}`;

export const maxWaitSeconds = 30;

export const feedQuerySchema = z.object({
  /** Left out: from the beginning. */
  after: z
    .string()
    .regex(cursorPattern, "This cursor is invalid. Use a `nextCursor` that this feed returned.")
    .transform((text): FeedPosition => {
      const [, epoch = "", transactionId = "", deliveryId = ""] = cursorPattern.exec(text) ?? [];
      return { epoch, transactionId, deliveryId };
    })
    .optional(),
  /** Seconds to wait for a delivery if there is none. */
  wait: z.coerce.number().int().min(0).max(maxWaitSeconds).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type FeedQuery = z.output<typeof feedQuerySchema>;

export const feedItemSchema = z.object({
  traceId: z.uuid(),
  eventId: z.uuid(),
  eventType: z.string(),
  entityType: z.string(),
  entityId: z.string(),
  simulated: z.boolean(),
  /** Of the delivery that Hookledger sends, or holds, besides. */
  state: z.enum(["pending", "succeeded", "failed", "held", "discarded"]),
  createdAt: z.iso.datetime(),
  contentType: z.string(),
  /** The bytes of the webhook: text if they are valid UTF-8. Null once retention has removed them. */
  body: z.string().nullable(),
  bodyEncoding: z.enum(["text", "base64"]),
});
export type FeedItem = z.infer<typeof feedItemSchema>;

export const feedPageSchema = z.object({
  items: z.array(feedItemSchema),
  /** Send it as `after` once the items are stored. */
  nextCursor: z.string(),
});
export type FeedPage = z.infer<typeof feedPageSchema>;

export const feedSchema = z.object({ webhookId: z.uuid(), startedAt: z.iso.datetime() });
export type FeedView = z.infer<typeof feedSchema>;

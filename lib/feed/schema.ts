import { z } from "zod";

/** The entry of a feed after which a reader continues. `transactionId` is a decimal number of up to 18 digits. */
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
  /** The cursor to read from; if left out, the feed is read from its start. */
  after: z
    .string()
    .regex(cursorPattern, "This cursor is invalid. Use a `nextCursor` that this feed returned.")
    .transform((text): FeedPosition => {
      const [, epoch = "", transactionId = "", deliveryId = ""] = cursorPattern.exec(text) ?? [];
      return { epoch, transactionId, deliveryId };
    })
    .optional(),
  /** How many seconds to wait for a delivery if there is none yet. */
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
  /** The state of the delivery, which Hookledger sends or holds as usual; reading the feed does not change it. */
  state: z.enum(["pending", "succeeded", "failed", "held", "discarded"]),
  createdAt: z.iso.datetime(),
  contentType: z.string(),
  /** The body of the webhook: text if it is valid UTF-8, otherwise base64. Null after retention has removed it. */
  body: z.string().nullable(),
  bodyEncoding: z.enum(["text", "base64"]),
});
export type FeedItem = z.infer<typeof feedItemSchema>;

export const feedPageSchema = z.object({
  items: z.array(feedItemSchema),
  /** The cursor to send as `after` once the items are stored. */
  nextCursor: z.string(),
});
export type FeedPage = z.infer<typeof feedPageSchema>;

export const feedSchema = z.object({ webhookId: z.uuid(), startedAt: z.iso.datetime() });
export type FeedView = z.infer<typeof feedSchema>;

import { z } from "zod";
import { exportFormatSchema } from "../../exports/formats";
import { type DeliveryView, deliveryFilterSchema } from "../schema";

/** The query of an export: a format, and the filters of the list. */
export const exportQuerySchema = z
  .object({ format: exportFormatSchema, ...deliveryFilterSchema.shape })
  .refine(({ from, to }) => !from || !to || Date.parse(to) > Date.parse(from), {
    path: ["to"],
    message: "The window ends before it starts. Send a `to` that is after `from`.",
  });
export type ExportQuery = z.output<typeof exportQuerySchema>;

/** An attempt as a proof of delivery shows it. Times are ISO 8601, in UTC. */
export interface AttemptProof {
  id: string;
  /** Null for a manual attempt. */
  number: number | null;
  manual: boolean;
  /** Who requested a manual attempt, and when. */
  requestedBy: string | null;
  requestedAt: string | null;
  startedAt: string | null;
  durationMs: number | null;
  method: string;
  /** Without one-time codes. */
  url: string | null;
  outcome: string | null;
  responseCode: number | null;
  errorCode: string | null;
  /**
   * Of the bytes that were sent: a GET sends none. Null if the request was not sent, or if the webhook's receiver authentication adds a
   * key to the body: the bytes that were sent are not kept then.
   */
  requestSha256: string | null;
  /** Of the bytes that were kept: the first 16 KiB. */
  responseBytes: number | null;
  responseSha256: string | null;
  responseTruncated: boolean;
}

/**
 * A delivery with what proves that it was sent. Hashes are null when the bytes are no longer kept, and for event types with a one-time
 * code, which could be guessed from the hash.
 */
export interface DeliveryProof extends DeliveryView {
  bodyBytes: number | null;
  bodySha256: string | null;
  /** Oldest first. */
  attempts: AttemptProof[];
}

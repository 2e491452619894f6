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
  /** Without one-time codes, and without customer data for scopes that see none. */
  url: string | null;
  outcome: string | null;
  responseCode: number | null;
  errorCode: string | null;
  /**
   * The hash of the body that was sent, which is empty for a GET. Null if the request was not sent, or if the webhook's receiver
   * authentication adds a key to the body, because the body with the key is not kept.
   */
  requestSha256: string | null;
  /** The size and the hash of the stored part of the response body, which is at most its first 16 KiB. */
  responseBytes: number | null;
  responseSha256: string | null;
  responseTruncated: boolean;
}

/**
 * A delivery with the proof that it was sent. Hashes are replaced by `withheldLabel` for scopes that see no customer data, and null if the bytes are no longer kept, and for event types with a one-time code,
 * because the code could be guessed from the hash.
 */
export interface DeliveryProof extends DeliveryView {
  bodyBytes: number | null;
  bodySha256: string | null;
  /** Oldest first. */
  attempts: AttemptProof[];
}

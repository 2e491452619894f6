import type { Changes } from "../dialects/dialect";
import { parseJson } from "../json/parse-json";
import { computeLegacyEventDigest, digestEvent } from "./event-digest";

/** An event as it is stored, with its data and changes as JSON. */
interface StoredRow {
  type: string;
  entityId: string;
  partnerId: string | null;
  occurredAt: Date;
  version: number;
  digest: Buffer;
  changes: string | null;
  /** Null if the event has no data any more. */
  data: string | null;
}

/** Whether retention has removed the event's data. The digest distinguishes removed data from an event that was sent with an empty object. */
export function isDataRemoved(row: StoredRow): boolean {
  if (row.data !== "{}") return row.data === null;
  const { type, entityId, partnerId, occurredAt, version, digest } = row;
  const changes = row.changes === null ? null : (parseJson(row.changes) as Changes);
  const sent = { type, entityId, partnerId, data: {}, changes };
  const optionalFields = [{}, { occurredAt }, { version }, { occurredAt, version }];
  return !optionalFields.some((fields) =>
    [digestEvent, computeLegacyEventDigest].some((computeDigest) =>
      computeDigest({ ...sent, ...fields }).equals(digest),
    ),
  );
}

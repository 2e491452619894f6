import { limitCustomerData } from "../customer-data/limit-customer-data";
import { recordReveal } from "../customer-data/record-reveal";
import { pool, type Queryable } from "../db";
import { parseId, readIdTime } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import {
  type MessageDetails,
  type MessageListQuery,
  type MessageState,
  type MessageView,
  messageStates,
} from "./schema";

/** The most messages that are scanned for one page of those in a state that has no index and may be rare. */
const maxScannedMessages = 20_000;

const viewColumns = `
  m.id, m.source_id AS "sourceId", m.state, m.verified, m.address, octet_length(m.body) AS size, m.truncated, m.reason,
  m.event_id AS "eventId", m.taken`;

/** Selects the messages of the source $1 before the cursor $2, newest first. */
const buildNewestSql = (columns: string, condition = "") => `
  SELECT ${columns} FROM source_messages m
  WHERE m.source_id = $1 AND ($2::uuid IS NULL OR m.id < $2) ${condition} ORDER BY m.id DESC`;

/** The condition is a constant in the statement: Postgres uses a partial index only if it can prove the index's condition. */
const conditionByState = Object.fromEntries(
  messageStates.map((state) => [state, `m.state = '${state}'`]),
) as Record<MessageState, string>;
const statesWithIndex: readonly MessageState[] = ["waiting", "unmapped", "unverified"];

const visibleSourceSql = `
  SELECT FROM sources s WHERE s.id = $1 AND s.deleted_at IS NULL AND ($2::uuid IS NULL OR s.partner_id = $2)`;

type Row = Omit<MessageView, "receivedAt">;

/**
 * Lists a page of the messages of a source, newest first. A page of mapped messages or repetitions may be short or empty and still have a
 * cursor: the next page continues where the scan stopped.
 * @returns null if there is no such source that this scope can see
 */
export async function listMessages(
  scope: Scope,
  typedId: string,
  { state, cursor, limit }: MessageListQuery,
): Promise<{ items: MessageView[]; nextCursor: string | null } | null> {
  requirePermission(scope, "sources:read");
  const sourceId = parseId(typedId);
  if (sourceId === null) return null;
  const { rowCount } = await pool().query(visibleSourceSql, [sourceId, scope.partnerId]);
  if (!rowCount) return null;
  const values = [sourceId, cursor ?? null];
  if (state !== undefined && !statesWithIndex.includes(state))
    return scanMessages(scope, state, values, limit);
  const condition = state && `AND ${conditionByState[state]}`;
  const { rows } = await pool().query<Row>(
    `${buildNewestSql(viewColumns, condition)} LIMIT ${limit + 1}`,
    values,
  );
  return toPage(scope, rows, limit, null);
}

async function scanMessages(scope: Scope, state: MessageState, values: unknown[], limit: number) {
  const { rows } = await pool().query<Row>(
    `SELECT ${viewColumns} FROM (${buildNewestSql("*")} LIMIT ${maxScannedMessages}) m
     WHERE ${conditionByState[state]} ORDER BY m.id DESC LIMIT ${limit + 1}`,
    values,
  );
  if (rows.length > limit) return toPage(scope, rows, limit, null);
  const { rows: last } = await pool().query<{ id: string }>(
    `${buildNewestSql("m.id")} OFFSET ${maxScannedMessages - 1} LIMIT 1`,
    values,
  );
  return toPage(scope, rows, limit, last[0]?.id ?? null);
}

/** `scannedTo`: where the scan stopped, if there may be more messages. */
function toPage(scope: Scope, rows: readonly Row[], limit: number, scannedTo: string | null) {
  const items = rows.slice(0, limit).map((row) => toMessageView(scope, row));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : scannedTo };
}

function toMessageView(scope: Scope, row: Row): MessageView {
  // Why a message could not be mapped can quote the message; why it did not verify cannot.
  const reason = row.state === "unmapped" ? limitCustomerData(scope, null, row.reason) : row.reason;
  return { ...row, reason, receivedAt: new Date(readIdTime(row.id)).toISOString() };
}

/** Finds a message of a source with its headers, as far as the scope can see them; null if there is none that this scope can see. */
export async function findMessage(
  scope: Scope,
  sourceId: string,
  messageId: string,
): Promise<MessageDetails | null> {
  requirePermission(scope, "sources:read");
  return readMessage(scope, sourceId, messageId);
}

/** Finds a message like findMessage, but without a permission check, for use cases that check a permission themselves. */
export async function readMessage(
  scope: Scope,
  sourceId: string,
  messageId: string,
  db: Queryable = pool(),
): Promise<MessageDetails | null> {
  const row = await readColumns<Omit<MessageDetails, "receivedAt">>(
    { scope, sourceId, messageId, db },
    `${viewColumns}, m.method, m.query, m.headers`,
  );
  if (!row) return null;
  const query = limitCustomerData(scope, null, row.query || null) ?? "";
  const headers = row.headers.map(([name, value]): [string, string] => [
    name,
    limitCustomerData(scope, null, value),
  ]);
  return { ...row, ...toMessageView(scope, row), query, headers };
}

/**
 * Reads the stored body of a message. The sender chose the bytes, so never serve them as a page. Nothing says which of them are customer data,
 * so this also requires customer-data:read; that a user saw the body is recorded.
 */
export async function readMessageBody(
  scope: Scope,
  sourceId: string,
  messageId: string,
): Promise<{ bytes: Buffer; contentType: string } | null> {
  requirePermission(scope, "sources:read");
  requirePermission(scope, "customer-data:read");
  const row = await readColumns<BodyRow>(
    { scope, sourceId, messageId, db: pool() },
    `m.id, m.body AS bytes, m.headers, s.id AS "sourceId", s.name, s.partner_id AS "partnerId"`,
  );
  if (!row) return null;
  const { id, sourceId: targetId, name, partnerId } = row;
  const details = { name, messageId: id };
  await recordReveal(scope, { action: "source.data-viewed", targetId, partnerId, details }, async () => null);
  return { bytes: row.bytes, contentType: readContentType(row.headers) };
}

interface BodyRow {
  id: string;
  bytes: Buffer;
  headers: [string, string][];
  sourceId: string;
  name: string;
  partnerId: string | null;
}

interface MessageToRead {
  scope: Scope;
  sourceId: string;
  messageId: string;
  db: Queryable;
}

async function readColumns<Columns extends object>(
  { scope, sourceId, messageId, db }: MessageToRead,
  columns: string,
): Promise<Columns | null> {
  const { rows } = await db.query<Columns>(
    `SELECT ${columns} FROM source_messages m JOIN sources s ON s.id = m.source_id
     WHERE m.id = $1 AND m.source_id = $2 AND s.deleted_at IS NULL AND ($3::uuid IS NULL OR s.partner_id = $3)`,
    [parseId(messageId), parseId(sourceId), scope.partnerId],
  );
  return rows[0] ?? null;
}

/** The media type that the sender gave the body, without parameters; application/octet-stream if it gave none or no valid one. */
function readContentType(headers: readonly [string, string][]): string {
  const value = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  const mediaType = /^\s*([\w!#$&^.+-]{1,80}\/[\w!#$&^.+-]{1,80})\s*(?:;|$)/.exec(value)?.[1];
  return mediaType?.toLowerCase() ?? "application/octet-stream";
}

import { recordAudit } from "../audit/record-audit";
import { currentTime } from "../clock";
import { type Queryable, transaction } from "../db";
import { parseId } from "../ids";
import { requirePermission, type Scope } from "../scope/scope";
import { callMapper } from "./call-mapper";
import { readMessage } from "./list-messages";
import type { MessageState, MessageView, TakeMessageInput } from "./schema";

export type TakeMessageResult =
  | { ok: true; message: MessageView }
  | {
      ok: false;
      rejected: "not_found" | "not_takeable" | "message_truncated" | "reason_required";
      message: string;
      /** The field that is missing. */
      field?: string;
    };

type Rejection = Extract<TakeMessageResult, { ok: false }>;

interface Row {
  state: MessageState;
  verified: boolean;
  truncated: boolean;
  taken: MessageView["taken"];
  name: string;
  partnerId: string | null;
}

// The lock makes two users who take the same message run one after another: the second is rejected.
const lockSql = `
  SELECT m.state, m.verified, m.truncated, m.taken, s.name, s.partner_id AS "partnerId"
  FROM source_messages m JOIN sources s ON s.id = m.source_id
  WHERE m.id = $1 AND m.source_id = $2 AND s.deleted_at IS NULL AND ($3::uuid IS NULL OR s.partner_id = $3)
  FOR UPDATE OF m`;

const takeSql = `UPDATE source_messages SET state = 'waiting', reason = NULL, tries = 0, retry_at = NULL, taken = $2 WHERE id = $1`;

/**
 * Takes a message that could not be mapped, or that did not verify: it waits to be mapped again, as the mapping is now, with the type and
 * entity ID of the input, if given. Audited. Requires sources:write. The event of a message that did not verify is marked as not verified.
 */
export async function takeMessage(
  scope: Scope,
  typedSourceId: string,
  typedMessageId: string,
  input: TakeMessageInput,
): Promise<TakeMessageResult> {
  requirePermission(scope, "sources:write");
  const [sourceId, messageId] = [parseId(typedSourceId), parseId(typedMessageId)];
  const missing: Rejection = {
    ok: false,
    rejected: "not_found",
    message: `There is no message ${typedMessageId} of a source ${typedSourceId}.`,
  };
  if (sourceId === null || messageId === null) return missing;
  const taken = await transaction(async (db) => {
    const { rows } = await db.query<Row>(lockSql, [messageId, sourceId, scope.partnerId]);
    const [row] = rows;
    if (!row) return missing;
    const obstacle = findObstacle(row, input);
    if (obstacle) return obstacle;
    return take(db, scope, { sourceId, messageId, row }, input);
  });
  if (taken.ok) callMapper(sourceId);
  return taken;
}

function findObstacle(row: Row, input: TakeMessageInput): Rejection | null {
  const { state, truncated } = row;
  if (state !== "unmapped" && state !== "unverified") {
    const message = `Only a message that is unmapped or unverified can be taken. This one is ${phraseByState[state]}.`;
    return { ok: false, rejected: "not_takeable", message };
  }
  if (truncated) {
    const message =
      "Only the first 16 KiB of this message are kept, so it cannot be taken. Correct the settings of the source, and let the system send the message again.";
    return { ok: false, rejected: "message_truncated", message };
  }
  if (state === "unverified" && input.reason === undefined) {
    const message = "This message did not verify. Give a reason for taking it.";
    return { ok: false, rejected: "reason_required", message, field: "reason" };
  }
  return null;
}

const phraseByState: Record<Exclude<MessageState, "unmapped" | "unverified">, string> = {
  waiting: "already waiting to be mapped",
  mapped: "already an event",
  duplicate: "a repetition",
};

async function take(
  db: Queryable,
  scope: Scope,
  { sourceId, messageId, row }: { sourceId: string; messageId: string; row: Row },
  input: TakeMessageInput,
): Promise<TakeMessageResult> {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const taken = { ...findTaker(scope, row, input), ...given };
  await db.query(takeSql, [messageId, JSON.stringify(taken)]);
  await recordAudit(db, scope, {
    action: "source.message-taken",
    targetId: sourceId,
    partnerId: row.partnerId,
    details: { name: row.name, messageId, verified: row.verified, ...given },
  });
  const message = await readMessage(scope, sourceId, messageId, db);
  if (!message) throw new Error(`The message ${messageId} is gone.`);
  const { method: _method, query: _query, headers: _headers, ...view } = message;
  return { ok: true, message: view };
}

/**
 * Who took the message, and when. The reason for which a message that did not verify was taken stays when it is taken again without one,
 * with the name of the user who gave it; the audit trail says who took it again.
 */
function findTaker(scope: Scope, { verified, taken }: Row, input: TakeMessageInput) {
  if (!verified && taken?.reason !== undefined && input.reason === undefined) {
    const { by, at, reason } = taken;
    return { by, at, reason };
  }
  return { by: scope.actor.name, at: currentTime().toISOString() };
}

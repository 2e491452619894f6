import { currentTimeMs } from "../clock";
import { pool } from "../db";
import { buildIdFloor, readIdTime } from "../ids";
import type { Scope } from "../scope/scope";
import { readAttemptMatches, readDeliveryMatches } from "./find-by-id";
import type { Match, TailSearch } from "./schema";

const searchedDays = 7;
const dayMs = 86_400_000;
/** IDs that one statement reads from an index. */
const idsPerStep = 50_000;
/** Of the open deliveries that are older than the searched days, so many are searched, and the attempts of so many. */
const maxOpen = 50_000;
const maxOpenWithAttempts = 2_000;

/** The end of an ID as rows show it, "…a1b2c3", in lower case and without the dots; null for other text. */
export function parseTail(text: string): string | null {
  return /^(?:…|\.{3})?([0-9a-f]{6,12})$/i.exec(text)?.[1]?.toLowerCase() ?? null;
}

/**
 * Finds deliveries and attempts by the end of their IDs: those of the last seven days, the newest first, and open deliveries of any age. No
 * index contains the ends of IDs, since each delivery would have to change it. So the IDs are read from the primary keys, in steps, until the
 * time is used up; the result says how far the search came.
 * @param budgetMs no step begins after so many milliseconds
 */
export async function findByTail(
  scope: Scope,
  tail: string,
  { limit, budgetMs }: { limit: number; budgetMs: number },
): Promise<{ matches: Match[]; searched: TailSearch }> {
  const floor = buildIdFloor(new Date(currentTimeMs() - searchedDays * dayMs));
  const [deliveries, attempts, open] = await Promise.all([
    searchIds(deliveryIdsSql(scope), { tail, floor, budgetMs, partnerId: scope.partnerId }),
    searchIds(attemptIdsSql, { tail, floor, budgetMs, partnerId: null }),
    searchOpen(tail, floor),
  ]);
  const traceIds = [...deliveries.ids, ...open.traceIds];
  const attemptIds = [...attempts.ids, ...open.attemptIds];
  const found = await Promise.all([
    readDeliveryMatches(scope, traceIds, false),
    readAttemptMatches(scope, attemptIds, false),
  ]);
  const reached = [deliveries.reached, attempts.reached].sort().at(-1) ?? floor;
  return {
    matches: found.flatMap((matches) => matches.slice(0, limit)),
    searched: {
      since: new Date(readIdTime(reached)).toISOString(),
      complete: reached === floor && open.complete,
    },
  };
}

/** The newest IDs of a range. Those of a partner come from the partner's index. */
const deliveryIdsSql = ({ partnerId }: Scope) =>
  `SELECT id FROM deliveries WHERE id >= $1::uuid AND id < $2::uuid${partnerId === null ? "" : " AND partner_id = $4::uuid"}
   ORDER BY id DESC LIMIT ${idsPerStep}`;

/** Attempts are in the partitions of their deliveries, so the index of each partition is probed. */
const attemptIdsSql = `SELECT id FROM attempts WHERE id >= $1::uuid AND id < $2::uuid ORDER BY id DESC LIMIT ${idsPerStep}`;

const highestId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

async function searchIds(
  idsSql: string,
  {
    tail,
    floor,
    budgetMs,
    partnerId,
  }: { tail: string; floor: string; budgetMs: number; partnerId: string | null },
): Promise<{ ids: string[]; reached: string }> {
  const startedAt = performance.now();
  const ids: string[] = [];
  for (let before = highestId; ; ) {
    const { rows } = await pool().query<{ found: string[]; oldest: string | null; count: number }>(
      `WITH ids AS MATERIALIZED (${idsSql})
       SELECT ARRAY(SELECT id::text FROM ids WHERE right(id::text, length($3)) = $3) AS found,
              (SELECT id FROM ids ORDER BY id LIMIT 1) AS oldest, (SELECT count(*)::int FROM ids) AS count`,
      [floor, before, tail, ...(partnerId === null ? [] : [partnerId])],
    );
    const { found = [], oldest = null, count = 0 } = rows[0] ?? {};
    ids.push(...found);
    if (oldest === null || count < idsPerStep) return { ids, reached: floor };
    if (performance.now() - startedAt > budgetMs) return { ids, reached: oldest };
    before = oldest;
  }
}

/** Searches the newest open deliveries from before the floor, and the attempts of some of them. */
async function searchOpen(
  tail: string,
  floor: string,
): Promise<{ traceIds: string[]; attemptIds: string[]; complete: boolean }> {
  const { rows } = await pool().query<{ traceIds: string[]; attemptIds: string[]; count: number }>(
    `WITH open AS MATERIALIZED (
       SELECT delivery_id AS id FROM open_deliveries WHERE delivery_id < $1::uuid ORDER BY delivery_id DESC LIMIT ${maxOpen})
     SELECT ARRAY(SELECT id::text FROM open WHERE right(id::text, length($2)) = $2) AS "traceIds",
            ARRAY(SELECT a.id::text FROM (SELECT id FROM open ORDER BY id DESC LIMIT ${maxOpenWithAttempts}) newest
                  CROSS JOIN LATERAL (SELECT id FROM attempts WHERE delivery_id = newest.id OFFSET 0) a
                  WHERE right(a.id::text, length($2)) = $2) AS "attemptIds",
            (SELECT count(*)::int FROM open) AS count`,
    [floor, tail],
  );
  const { traceIds = [], attemptIds = [], count = 0 } = rows[0] ?? {};
  return { traceIds, attemptIds, complete: count <= maxOpenWithAttempts };
}

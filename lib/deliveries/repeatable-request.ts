import { Prisma } from "@/prisma/generated/client";
import type { Db } from "../db";
import { buildIdFloor } from "../ids";

// A client that gets no response repeats its request with the same ID. The attempt's own ID is not the client's: it has the ledger's time,
// because rows are kept in partitions of the time in their IDs, and so that it cannot be the ID of anything that exists. It has the other
// bits of the request's ID, by which a repeated request is recognized.
const keptFrom = 15;

/** The ID of the attempt that the request makes at this time. */
export function makeAttemptId(requestId: string, at: Date): string {
  return buildIdFloor(at).slice(0, keptFrom) + requestId.slice(keptFrom);
}

/**
 * Finds the manual attempt of the delivery that an earlier request with this ID has made; null if there is none. Until the transaction ends,
 * another one that looks for the same request waits.
 */
export async function findRequestedAttempt(
  db: Db,
  traceId: string,
  requestId: string,
): Promise<string | null> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${traceId + requestId}, 0))`;
  const [row] = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM attempts
    WHERE delivery_id = ${traceId}::uuid AND manual AND substr(id::text, ${Prisma.raw(String(keptFrom + 1))}) = ${requestId.slice(keptFrom)}`;
  return row?.id ?? null;
}

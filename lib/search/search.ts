import { parseId } from "../ids";
import { can, Forbidden, type Scope } from "../scope/scope";
import { findDeliveries, findEventWithoutDeliveries, readAttemptMatches } from "./find-by-id";
import { findEventTypes, findPartners, findWebhookMatches } from "./find-by-name";
import { findByTail, parseTail } from "./find-by-tail";
import { findEntitiesByPrefix, findExactEntities } from "./find-entities";
import type { Match, TailSearch } from "./schema";

export interface SearchResult {
  matches: Match[];
  /** What was searched for IDs that end in the text; null if the text is not the end of an ID. */
  tailSearch: TailSearch | null;
}

/** The maximum number of results of each kind. */
export const maxMatches = 20;

/** How much a search does: the results of each kind, and how long, in ms, it reads IDs to find the end of one. */
interface SearchLimits {
  limit: number;
  budgetMs: number;
}

/** For a search that the user waits for, and for one while the user types. */
export const fullSearch: SearchLimits = { limit: maxMatches, budgetMs: 1_000 };
export const quickSearch: SearchLimits = { limit: 5, budgetMs: 100 };

/**
 * Searches what the scope can see: by trace, attempt or event ID (an event ID finds the event's deliveries, or the event itself when it has
 * none) or the end of a trace or attempt ID; by the beginning of an entity ID; by the ID or part of the name of a webhook or partner; and by
 * part of the title of an event type. Any case matches. Each kind needs the permission of its page: results whose page the scope cannot open
 * are left out. Without webhooks:read, only webhooks with deliveries are found.
 */
export async function search(
  scope: Scope,
  text: string,
  limits: SearchLimits = fullSearch,
): Promise<SearchResult> {
  const canReadDeliveries = can(scope, "deliveries:read");
  if (!canReadDeliveries && !can(scope, "webhooks:read")) throw new Forbidden("deliveries:read");
  const query = text.trim();
  // PostgreSQL rejects U+0000 in text.
  if (query === "" || query.includes("\u0000")) return { matches: [], tailSearch: null };
  const { limit } = limits;
  const [ledger, ...named] = await Promise.all([
    canReadDeliveries ? searchLedger(scope, query, limits) : { matches: [], tailSearch: null },
    findWebhookMatches(scope, query, limit),
    findEventTypes(scope, query, limit),
    findPartners(scope, query, limit),
  ]);
  return {
    matches: removeDuplicates([...ledger.matches, ...named.flat()]),
    tailSearch: ledger.tailSearch,
  };
}

async function searchLedger(scope: Scope, query: string, limits: SearchLimits): Promise<SearchResult> {
  const id = parseId(query);
  const tail = parseTail(query);
  const [tailResult, ...found] = await Promise.all([
    tail === null ? null : findByTail(scope, tail, limits),
    findExactEntities(scope, query, limits.limit),
    findEntitiesByPrefix(scope, query, limits.limit),
    ...(id === null
      ? []
      : [
          findDeliveries(scope, id, limits.limit),
          readAttemptMatches(scope, [id], true),
          findEventWithoutDeliveries(scope, id),
        ]),
  ]);
  return {
    matches: [...found.flat(), ...(tailResult?.matches ?? [])],
    tailSearch: tailResult?.searched ?? null,
  };
}

/** The first of several equal matches stays; a whole match comes before its copies. */
function removeDuplicates(matches: Match[]): Match[] {
  const seen = new Set<string>();
  return matches.filter((match) => {
    const key = JSON.stringify({ ...match, whole: null });
    return !seen.has(key) && seen.add(key);
  });
}

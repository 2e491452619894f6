import { loadEventTypeVersion } from "../catalogue/versions";
import type { Candidate } from "../webhooks/match";
import { type EarlierSchemas, type PlannableEvent, schemaKey } from "./event-version";

/** The schemas of the earlier versions that these candidates chose of the events' types. */
export async function loadEarlierSchemas(
  events: readonly PlannableEvent[],
  candidates: readonly Candidate[],
): Promise<EarlierSchemas> {
  const schemas = new Map<string, object>();
  for (const { type, version } of events) {
    for (const candidate of candidates) {
      if (candidate.eventType !== type || candidate.version === null || candidate.version >= version)
        continue;
      const key = schemaKey(type, candidate.version);
      if (!schemas.has(key)) schemas.set(key, (await loadEventTypeVersion(type, candidate.version)).schema);
    }
  }
  return schemas;
}

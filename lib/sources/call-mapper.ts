import { makeSourceSignals, sendSignals } from "../signals";

/** A source is signaled at most once in this time, by each process. */
const intervalMs = 100;

/** Sources that were signaled within the interval; true: a message was stored since. */
const calledSources = new Map<string, boolean>();

/**
 * Signals that a source has messages that wait. Call it after the commit. Calls within the interval share one signal, which is sent at its
 * end: a run may have looked for messages just before they were stored. A lost signal costs seconds: every worker looks for messages
 * that wait (mapping/call-waiting-sources.ts).
 */
export function callMapper(sourceId: string): void {
  if (calledSources.has(sourceId)) {
    calledSources.set(sourceId, true);
    return;
  }
  calledSources.set(sourceId, false);
  void sendSignals(makeSourceSignals([sourceId]));
  setTimeout(() => {
    const isCalledAgain = calledSources.get(sourceId);
    calledSources.delete(sourceId);
    if (isCalledAgain) callMapper(sourceId);
  }, intervalMs).unref();
}

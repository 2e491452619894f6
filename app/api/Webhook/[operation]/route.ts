import { announce } from "@/inngest/announce";
import { firstAttempts, sweepRequested } from "@/inngest/signals";
import { plexeEndpoint } from "@/lib/adapters/plexe/endpoint";

/** Plexe's partner API. Its calls are in lib/adapters/plexe/calls.ts. */
const operations = plexeEndpoint(({ due = [], released = [] }) => {
  const swept = released.map((webhookId) => ({ name: sweepRequested, data: { webhookId } }));
  // Not awaited: the response promises that it is on disk, not that it was signaled.
  void announce([...firstAttempts(due), ...swept]);
});

export const GET = operations;
export const POST = operations;

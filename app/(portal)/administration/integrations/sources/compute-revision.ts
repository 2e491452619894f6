import { createHash } from "node:crypto";
import type { MessageView, SourceView } from "@/lib/sources/schema";

/** A hash that changes whenever one of these sources or messages is shown differently. */
export function computeSourceRevision(
  sources: readonly SourceView[],
  messages: readonly MessageView[] = [],
): string {
  const visible = [
    sources.map((source) => [
      ...[source.id, source.name, source.waiting, source.unmapped, source.unverified, source.lastMessageAt],
      ...[source.unverifiedTotal, source.updatedAt, source.tokenPrefix],
    ]),
    messages.map(({ id, state, reason, eventId, taken }) => [id, state, reason, eventId, taken?.at]),
  ];
  return createHash("sha256").update(JSON.stringify(visible)).digest("base64url").slice(0, 22);
}

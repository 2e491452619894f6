import type { EventSource } from "@/components/events/event-facts";
import type { EventSummary } from "@/lib/events/timeline/schema";
import { can, type Scope } from "@/lib/scope/scope";
import { findSourceOfMessage } from "@/lib/sources/find-source-of-message";
import { messageHref, sourceHref } from "../../administration/integrations/sources/source-href";

/** The source that an event came from; null if it came from none, or from one that the user cannot see. */
export async function loadEventSource(
  scope: Scope,
  { source }: Pick<EventSummary, "source">,
): Promise<EventSource | null> {
  if (!source || !can(scope, "sources:read")) return null;
  const found = await findSourceOfMessage(scope, source.messageId);
  if (!found) return null;
  const { id, name, deleted } = found;
  return {
    name,
    href: deleted ? undefined : sourceHref(id),
    messageHref: deleted ? undefined : messageHref(id, source.messageId),
  };
}

import { listHref } from "@/components/cursor-list/list-query";

export const sourcesPath = "/administration/integrations/sources";

/** The pages of a source, by their path below the source's own. */
export type SourceTab = "" | "/unmapped" | "/unverified" | "/settings";

export function sourceHref(sourceId: string, tab: SourceTab = ""): string {
  return `${sourcesPath}/${sourceId}${tab}`;
}

export function messageHref(sourceId: string, messageId: string): string {
  return `${sourcesPath}/${sourceId}/messages/${messageId}`;
}

interface RevisionQuery {
  sourceId?: string;
  messageId?: string;
  state?: string | undefined;
  cursor?: string | undefined;
  first?: "1";
}

/** The URL that an open page polls (see load-revision.ts). */
export function revisionHref(query: RevisionQuery): string {
  return listHref(`${sourcesPath}/revision`, { ...query });
}

// Short file: the pages of sources and the links to them must agree.
export const sourcesPath = "/administration/integrations/sources";

/** The pages of a source, by their path below the source's own. */
export type SourceTab = "" | "/unmapped" | "/unverified" | "/settings";

export function sourceHref(sourceId: string, tab: SourceTab = ""): string {
  return `${sourcesPath}/${sourceId}${tab}`;
}

export function messageHref(sourceId: string, messageId: string): string {
  return `${sourcesPath}/${sourceId}/messages/${messageId}`;
}

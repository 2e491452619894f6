import { formatMinute } from "@/components/domain/format-time";
import type { TailSearch } from "@/lib/search/schema";
import { matchCommands } from "./commands";
import type { NavigationGroup } from "./navigation";

/** A result of the search: a page, a command, or something that was found in the data. */
export interface SearchResult {
  /** The heading above the results of its kind. */
  group: string;
  label: string;
  /** Beside the label; may be empty. */
  detail: string;
  href: string;
  /** Whether the text is all of it, such as a full ID. Half a match is listed, and opened only if the user selects it. */
  whole: boolean;
}

/** What the palette gets from the server as the user types. */
export interface SearchAnswer {
  results: SearchResult[];
  tailSearch: TailSearch | null;
}

/**
 * Lists the pages and commands whose words begin with the words of the text. Empty text matches every page.
 * @param groups the pages that the user can open; without the page of the deliveries, there are no commands
 */
export function findLocalResults(text: string, groups: readonly NavigationGroup[]): SearchResult[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const pages = groups
    .flatMap(({ heading, items }) => items.map(({ href, label }) => ({ href, label, detail: heading ?? "" })))
    .filter(({ label }) => {
      const labelWords = label.toLowerCase().split(/[\s-]+/);
      return words.every((word) => labelWords.some((labelWord) => labelWord.startsWith(word)));
    })
    .map((page) => ({ group: "Pages", ...page, whole: page.label.toLowerCase() === words.join(" ") }));
  const listsDeliveries = groups.some(({ items }) => items.some(({ href }) => href === "/deliveries"));
  const commands = listsDeliveries ? matchCommands(text) : [];
  return [...pages, ...commands.map((command) => ({ group: "Lists", detail: "", ...command }))];
}

/** Returns the only whole match; undefined if there is none, or several. */
export function findOnlyWhole(results: readonly SearchResult[]): SearchResult | undefined {
  const [only, ...others] = results.filter(({ whole }) => whole);
  return others.length === 0 ? only : undefined;
}

/** Groups results by kind: kinds with a whole match first. */
export function groupResults(
  results: readonly SearchResult[],
): { heading: string; results: SearchResult[] }[] {
  const headings = [...new Set(results.map(({ group }) => group))];
  const groups = headings.map((heading) => ({
    heading,
    results: results
      .filter(({ group }) => group === heading)
      .toSorted((a, b) => Number(b.whole) - Number(a.whole)),
  }));
  const hasWhole = (group: { results: SearchResult[] }) => group.results.some(({ whole }) => whole);
  return groups.toSorted((a, b) => Number(hasWhole(b)) - Number(hasWhole(a)));
}

/**
 * Says which IDs were searched for one that ends in the text.
 * @param zone an IANA name
 */
export function describeTailSearch({ since, complete }: TailSearch, zone: string): string {
  const time = formatMinute(Date.parse(since), zone);
  return complete
    ? `Trace and attempt IDs are searched by their ends among open deliveries, and since ${time}. Older ones are found by the full ID.`
    : `There are too many trace and attempt IDs to search all of them by their ends: only those since ${time} were searched. Use the full ID to find the others.`;
}

"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTimeZones } from "@/components/domain/time-zones";
import { useDebouncedLoad } from "@/components/form/use-debounced-load";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";
import { setCurrentLayer } from "./current-layer";
import type { NavigationGroup } from "./navigation";
import { PaletteOption } from "./palette-option";
import {
  describeTailSearch,
  findLocalResults,
  findOnlyWhole,
  groupResults,
  type SearchAnswer,
  type SearchResult,
} from "./search-result";

const typingPauseMs = 150;

async function fetchAnswer(text: string): Promise<SearchAnswer | null> {
  const response = await fetch(`/search/results?q=${encodeURIComponent(text)}`).catch(() => null);
  return response?.ok ? await response.json() : null;
}

/**
 * The search (/, Ctrl-K or Cmd-K): pages, lists of deliveries and, as the user types, what the server finds. Enter opens the selected
 * result. Until the user selects one, that is the only whole match, otherwise a page or list that the text begins, otherwise the list of all
 * results: half a match in the data is never opened by itself.
 */
export function CommandPalette({ groups, canSearch }: { groups: NavigationGroup[]; canSearch: boolean }) {
  const router = useRouter();
  const listId = useId();
  const { selected: zone } = useTimeZones();
  const [text, setText] = useState("");
  const [selectedHref, setSelectedHref] = useState<string | null>(null);
  const query = text.trim();
  const wanted = canSearch && query !== "" ? query : null;
  const { result: answer, loading } = useDebouncedLoad(wanted, fetchAnswer, typingPauseMs);

  const local = findLocalResults(query, groups);
  const found = wanted === null ? [] : (answer?.results ?? []);
  // While the server searches, the results of the text before are shown, none of which is a whole match of this text.
  const results = [...local, ...(loading ? found.map((one) => ({ ...one, whole: false })) : found)];
  const all: SearchResult[] = wanted === null ? [] : [toAllResults(query)];
  const listed = groupResults(results);
  const options = [...listed.flatMap((group) => group.results), ...all];
  const current =
    options.find(({ href }) => href === selectedHref) ??
    (query === "" ? options[0] : (findOnlyWhole(results) ?? local[0] ?? all[0]));

  function open(href: string) {
    setCurrentLayer(null);
    router.push(href);
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const index = current ? options.indexOf(current) : -1;
    if (step) setSelectedHref(options[(index + step + options.length) % options.length]?.href ?? null);
    else if (event.key === "Enter" && current && !event.nativeEvent.isComposing) open(current.href);
    else return;
    event.preventDefault();
  }
  const toOptionId = (href: string) => `${listId}-${options.findIndex((option) => option.href === href)}`;
  const renderOption = (option: SearchResult) => (
    <PaletteOption
      key={option.href}
      id={toOptionId(option.href)}
      result={option}
      selected={option === current}
      onSelect={() => setSelectedHref(option.href)}
      onOpen={() => open(option.href)}
    />
  );
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && setCurrentLayer(null)}>
      <DialogContent aria-describedby={undefined} className="top-16 max-w-xl translate-y-0 gap-0 p-0">
        <DialogTitle className="sr-only">Search</DialogTitle>
        <input
          role="combobox"
          aria-label="Search"
          aria-autocomplete="list"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={current && toOptionId(current.href)}
          value={text}
          maxLength={200}
          autoComplete="off"
          spellCheck={false}
          placeholder={canSearch ? "Loan, ID, webhook, event type or page…" : "Page name…"}
          onChange={({ target }) => {
            setText(target.value);
            setSelectedHref(null);
          }}
          onKeyDown={onKeyDown}
          className="h-12 w-full rounded-t-lg border-b bg-transparent pr-14 pl-4 -outline-offset-2 placeholder:text-muted-foreground touch:text-base"
        />
        <ScrollToSelected id={current && toOptionId(current.href)}>
          <div
            role="listbox"
            id={listId}
            aria-label="Results"
            className="max-h-[min(28rem,calc(100dvh-10rem))] overflow-y-auto p-1"
          >
            {listed.map(({ heading, results: ofKind }) => (
              // biome-ignore lint/a11y/useSemanticElements: options in a listbox are grouped by this role
              <div key={heading} role="group" aria-label={heading}>
                <p aria-hidden className="px-2 pt-2 pb-1 text-xs text-muted-foreground">
                  {heading}
                </p>
                {ofKind.map(renderOption)}
              </div>
            ))}
            {all.map(renderOption)}
          </div>
        </ScrollToSelected>
        <p role="status" className="min-h-8 border-t px-3 py-1.5 text-xs text-muted-foreground">
          {describeAnswer({
            query,
            loading,
            failed: wanted !== null && !loading && !answer,
            count: results.length,
          })}{" "}
          {!loading && answer?.tailSearch && wanted !== null && describeTailSearch(answer.tailSearch, zone)}
        </p>
      </DialogContent>
    </Dialog>
  );
}

function toAllResults(query: string): SearchResult {
  return {
    group: "",
    label: `All results for “${query}”`,
    detail: "",
    href: `/search?q=${encodeURIComponent(query)}`,
    whole: false,
  };
}

function describeAnswer({
  query,
  loading,
  failed,
  count,
}: {
  query: string;
  loading: boolean;
  failed: boolean;
  count: number;
}): string {
  if (query === "") return "Arrow keys select, Enter opens.";
  if (loading) return "Searching…";
  if (failed) return "The server did not respond. Only pages are listed.";
  if (count === 0) return "No results.";
  return count === 1 ? "1 result." : `${count} results.`;
}

/** Keeps the selected option in sight. */
function ScrollToSelected({ id, children }: { id: string | undefined; children: ReactNode }) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (id) container.current?.querySelector(`[id="${id}"]`)?.scrollIntoView({ block: "nearest" });
  }, [id]);
  return <div ref={container}>{children}</div>;
}

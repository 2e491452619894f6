"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { type ActionResult, rejectMissingResponse } from "@/components/form/action-result";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { SavedView } from "@/lib/saved-views/schema";
import { historyHref, newestHistoryPageQuery } from "../history-href";
import { FilterPanel } from "./filter-panel";
import type { HistoryQuery } from "./history-query";

export type SaveViewAction = (name: string, query: string) => Promise<ActionResult>;
export type DeleteViewAction = (viewId: string) => Promise<ActionResult>;

/** The views that the user has saved: each is a link to this list with its filters. The current filters can be saved as another one. */
export function SavedViews({
  path,
  query,
  views,
  save,
  remove,
}: {
  path: string;
  query: HistoryQuery;
  views: readonly SavedView[];
  save: SaveViewAction;
  remove: DeleteViewAction;
}) {
  const currentQuery = historyHref("", newestHistoryPageQuery(query)).slice(1);
  const current = currentQuery === "" ? undefined : views.find((view) => view.query === currentQuery);
  return (
    <FilterPanel label="Views" value={current?.name}>
      {views.length === 0 ? (
        <p className="text-muted-foreground">Save the filters that you use often. Only you see your views.</p>
      ) : (
        <ul aria-label="Saved views" className="-mx-1 grid max-h-64 overflow-y-auto">
          {views.map((view) => (
            <ViewItem
              key={view.id}
              view={view}
              href={view.query ? `${path}?${view.query}` : path}
              isCurrent={view === current}
              save={save}
              remove={remove}
            />
          ))}
        </ul>
      )}
      {currentQuery !== "" && <SaveForm query={currentQuery} save={save} />}
    </FilterPanel>
  );
}

function ViewItem({
  view,
  href,
  isCurrent,
  save,
  remove,
}: {
  view: SavedView;
  href: string;
  isCurrent: boolean;
  save: SaveViewAction;
  remove: DeleteViewAction;
}) {
  const [pending, start] = useTransition();
  const restore = async () => {
    const restored = await save(view.name, view.query).catch(rejectMissingResponse);
    if (!restored.ok) toast.error(restored.message);
  };
  const deleteView = (button: HTMLButtonElement) =>
    start(async () => {
      const result = await remove(view.id).catch(rejectMissingResponse);
      if (!result.ok) return void toast.error(result.message);
      button.closest("details")?.querySelector("summary")?.focus();
      toast.success(`View “${view.name}” deleted.`, { action: { label: "Undo", onClick: restore } });
    });
  return (
    <li className="flex items-center gap-1">
      <Link
        href={href}
        prefetch={false}
        scroll={false}
        aria-current={isCurrent || undefined}
        className="flex min-h-7 min-w-0 flex-1 items-center rounded-sm px-1 wrap-anywhere hover:bg-muted aria-[current]:bg-accent aria-[current]:font-medium touch:min-h-11"
      >
        {view.name}
      </Link>
      <Button
        variant="ghost"
        size="icon"
        className="size-7"
        aria-label={`Delete the view ${view.name}`}
        aria-disabled={pending}
        onClick={({ currentTarget }) => pending || deleteView(currentTarget)}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

function SaveForm({ query, save }: { query: string; save: SaveViewAction }) {
  const [name, setName] = useState("");
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => save(name, query),
    () => {
      toast.success(`View “${name.trim()}” saved.`);
      setName("");
    },
  );
  return (
    <form ref={form} onSubmit={onSubmit} className="border-t pt-3">
      <Field
        label="Save these filters as"
        error={errors.name ?? rejection?.message}
        action={
          <Button type="submit" aria-disabled={pending}>
            Save
          </Button>
        }
      >
        <Input
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={({ target }) => setName(target.value)}
        />
      </Field>
    </form>
  );
}

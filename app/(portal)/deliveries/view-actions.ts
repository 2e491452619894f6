"use server";

import { refresh } from "next/cache";
import { actionScope } from "@/app/api/auth/current-scope";
import { type ActionResult, reject, rejectFields } from "@/components/form/action-result";
import { readHistoryQuery } from "@/components/history/filters/history-query";
import { historyHref, newestHistoryPageQuery } from "@/components/history/history-href";
import { deleteView } from "@/lib/saved-views/delete-view";
import { saveView } from "@/lib/saved-views/save-view";

/** Saves the filters in a query string under a name, for the current user. */
export async function saveViewAction(name: string, query: string): Promise<ActionResult> {
  const access = await actionScope("deliveries:read", [name, query]);
  if (!access.ok) return reject(access.message);
  const filters = newestHistoryPageQuery(
    readHistoryQuery(Object.fromEntries(new URLSearchParams(String(query)))),
  );
  const view = { name: String(name), query: historyHref("", filters).slice(1) };
  const saved = await saveView(access.scope, view);
  if (!saved.ok) return rejectFields({ name: saved.message });
  refresh();
  return { ok: true };
}

/** Deletes a saved view of the current user. */
export async function deleteViewAction(viewId: string): Promise<ActionResult> {
  const access = await actionScope("deliveries:read", [viewId]);
  if (!access.ok) return reject(access.message);
  await deleteView(access.scope, String(viewId));
  refresh();
  return { ok: true };
}

"use client";

import { Fragment, type ReactNode } from "react";
import { TableBody } from "@/components/ui/table";
import { useVisibleRows, type VisibleRow } from "./deferred-rows";

interface Props {
  /** All rows of the page as it is now, rendered by the server: a value that is created anew in each render would never come to rest. */
  rows: readonly { id: string; value: ReactNode }[];
}

/** The rows of a table that keep their places (DeferredRows). Those that no longer belong to the list are gray. */
export function DeferredTableBody({ rows }: Props) {
  const visible = useVisibleRows(rows);
  const groups: VisibleRow<ReactNode>[][] = [];
  for (const row of visible) {
    const last = groups.at(-1);
    if (last?.[0]?.left === row.left) last.push(row);
    else groups.push([row]);
  }
  return groups.map((group) => (
    <TableBody key={group[0]?.id} className={group[0]?.left ? "bg-muted" : undefined}>
      {group.map(({ id, value }) => (
        <Fragment key={id}>{value}</Fragment>
      ))}
    </TableBody>
  ));
}

/** The same for a list that is not a table. */
export function DeferredItems({ rows }: Props) {
  return useVisibleRows(rows).map(({ id, value }) => <Fragment key={id}>{value}</Fragment>);
}

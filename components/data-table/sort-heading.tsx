"use client";

import type { Header, RowData } from "@tanstack/react-table";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { TableHead } from "@/components/ui/table";
import type { ClientFeatures } from "./features";

const orders = { asc: "ascending", desc: "descending" } as const;

/** A column's heading: a button when the column can be sorted. */
export function SortHeading<TData extends RowData>({
  header,
  children,
}: {
  header: Header<ClientFeatures, TData>;
  children: ReactNode;
}) {
  const { column } = header;
  const className = column.columnDef.meta?.className;
  if (!column.getCanSort()) return <TableHead className={className}>{children}</TableHead>;
  const sorted = column.getIsSorted();
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <TableHead className={className} aria-sort={sorted ? orders[sorted] : undefined}>
      <button
        type="button"
        onClick={() => column.toggleSorting()}
        className="-mx-1 inline-flex min-h-7 items-center gap-1 rounded-sm px-1 font-medium hover:text-foreground"
      >
        {children}
        <Icon aria-hidden className="size-3.5" />
      </button>
    </TableHead>
  );
}

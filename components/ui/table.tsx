// Explicit roles: Safari takes the role from an element of a table that CSS displays as something else.
// biome-ignore-all lint/a11y/noRedundantRoles: see above
import type { ComponentProps } from "react";
import { cn } from "./cn";

/**
 * A table, named with a TableCaption. Put it in a ScrollArea, because it can be wider than the screen.
 * @param cards whether each row is a card below 640 px (table-cards.css), as in all lists. It is the same table for screen readers.
 */
export function Table({ className, cards, ...props }: ComponentProps<"table"> & { cards?: boolean }) {
  return (
    <table
      role="table"
      data-cards={cards ? "" : undefined}
      className={cn("w-full border-collapse text-left text-sm", className)}
      {...props}
    />
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead role="rowgroup" className={cn("bg-muted/60", className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return (
    <tbody
      role="rowgroup"
      className={cn(
        "[&>tr:last-child]:border-b-0 [&>tr:has([data-row-open])]:cursor-pointer [&>tr:has([data-row-open]):hover]:bg-muted/40",
        className,
      )}
      {...props}
    />
  );
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr role="row" className={cn("border-b", className)} {...props} />;
}

/** A column heading, or with `scope="row"` a row heading, which is in the first line of a card. */
export function TableHead({ className, scope = "col", ...props }: ComponentProps<"th">) {
  return (
    <th
      role={scope === "row" ? "rowheader" : "columnheader"}
      scope={scope}
      className={cn(
        "px-2 text-left align-middle sm:px-3",
        scope === "row"
          ? "py-2 font-normal"
          : "h-9 text-xs font-medium whitespace-nowrap text-muted-foreground",
        className,
      )}
      {...props}
    />
  );
}

/**
 * A cell. In a card, it is in the first line, which is in sight at any width, unless it is inside.
 * @param inside the heading of a cell that is below the first line of a card; "" for a cell that needs no heading, such as buttons
 */
export function TableCell({ className, inside, ...props }: ComponentProps<"td"> & { inside?: string }) {
  return (
    <td
      role="cell"
      data-inside={inside}
      className={cn("px-2 py-2 align-middle sm:px-3", className)}
      {...props}
    />
  );
}

/** The name of the table for screen readers. */
export function TableCaption({ className, ...props }: ComponentProps<"caption">) {
  return <caption className={cn("sr-only", className)} {...props} />;
}

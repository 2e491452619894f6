import { EqualNot, EyeOff } from "lucide-react";
import { NoValue } from "@/components/domain/empty-state";
import { ScrollArea } from "@/components/domain/scroll-area";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { ComparedValue, Verdict } from "./compare-values";

/** Compared values, one in each row. On a phone, the name of a row is above its two values; it is still a table for screen readers. */
export function ComparisonTable({ caption, rows }: { caption: string; rows: readonly ComparedValue[] }) {
  return (
    <ScrollArea label={caption} className="rounded-md border">
      <Table className="table-fixed max-sm:block">
        <TableCaption>{caption}</TableCaption>
        <TableHeader className="max-sm:block">
          <TableRow className="max-sm:grid max-sm:grid-cols-2">
            <TableHead className="w-1/4 max-sm:sr-only">Value</TableHead>
            <TableHead className="max-sm:content-center">Other attempt</TableHead>
            <TableHead className="max-sm:content-center">This attempt</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody className="max-sm:block">
          {rows.map((row) => (
            <ComparisonRow key={row.name} row={row} />
          ))}
        </TableBody>
      </Table>
    </ScrollArea>
  );
}

function ComparisonRow({ row: { name, values, verdict, change } }: { row: ComparedValue }) {
  return (
    <TableRow className="max-sm:grid max-sm:grid-cols-2">
      <TableHead
        scope="row"
        className="align-top text-xs font-medium wrap-anywhere text-muted-foreground max-sm:col-span-2 max-sm:pb-0"
      >
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {name}
          <VerdictBadge verdict={verdict} change={change} />
        </span>
      </TableHead>
      {[values.other, values.current].map((value, side) => (
        <TableCell
          // biome-ignore lint/suspicious/noArrayIndexKey: the two sides never change places
          key={side}
          className={cn(
            "align-top font-mono text-xs wrap-anywhere",
            verdict === "different" ? "font-semibold" : "text-muted-foreground",
          )}
        >
          {value === null ? <NoValue>None</NoValue> : value}
        </TableCell>
      ))}
    </TableRow>
  );
}

/** Marks a difference with an icon and a word, and says by how much a number changed. Nothing for values that are the same. */
export function VerdictBadge({ verdict, change }: { verdict: Verdict; change?: string | undefined }) {
  if (verdict === "same") return null;
  if (verdict === "masked" || verdict === "unknown") {
    return (
      <Badge variant="outline">
        <EyeOff aria-hidden />
        {verdict === "masked" ? "Masked, not compared" : "Not compared"}
      </Badge>
    );
  }
  return (
    <Badge variant="warning">
      <EqualNot aria-hidden />
      Different{change && `: ${change}`}
    </Badge>
  );
}

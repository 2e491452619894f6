import { NoValue } from "@/components/domain/empty-state";
import { RowLink } from "@/components/domain/row-link";
import { ScrollArea } from "@/components/domain/scroll-area";
import { TextLink } from "@/components/domain/text-link";
import { Time } from "@/components/domain/time";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCaption,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { SourceView } from "@/lib/sources/schema";
import { getSourceSystem } from "@/lib/sources/systems";
import { formatUnmappedCount } from "./format-counts";
import { type SourceTab, sourceHref } from "./source-href";

/** Sources in rows, each with the counts of the messages that wait or need attention. */
export function SourcesTable({
  sources,
  partnerNames,
  showPartner,
}: {
  sources: readonly SourceView[];
  partnerNames: ReadonlyMap<string, string>;
  /** Whether the user sees the sources of several partners; the column is left out while none of them has a source. */
  showPartner: boolean;
}) {
  const hasPartner = showPartner && sources.some(({ partnerId }) => partnerId !== null);
  const columns = ["Name", "System", ...(hasPartner ? ["Partner"] : []), "Last message", "Messages"];
  return (
    <ScrollArea label="Sources, scrolls horizontally" className="rounded-[inherit]">
      <Table cards>
        <TableCaption>Sources</TableCaption>
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHead key={column}>{column}</TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {sources.map((source) => (
            <TableRow key={source.id}>
              <TableHead scope="row" className="min-w-36">
                <RowLink href={sourceHref(source.id)}>{source.name}</RowLink>
              </TableHead>
              <TableCell inside="System">{getSourceSystem(source.system).title}</TableCell>
              {hasPartner && (
                <TableCell inside="Partner">
                  {source.partnerId ? (
                    partnerNames.get(source.partnerId)
                  ) : (
                    <span className="text-muted-foreground">The lender</span>
                  )}
                </TableCell>
              )}
              <TableCell className="whitespace-nowrap">
                {source.lastMessageAt ? (
                  <Time iso={source.lastMessageAt} />
                ) : (
                  <span className="text-muted-foreground">none yet</span>
                )}
              </TableCell>
              <TableCell inside="">
                <CountBadges source={source} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </ScrollArea>
  );
}

/** The counts that are not 0, each linked to its list. */
function CountBadges({ source: { id, name, waiting, unmapped, unverified } }: { source: SourceView }) {
  const counts: { label: string; count: number; variant: BadgeVariant; tab: SourceTab }[] = [
    { label: `${waiting.toLocaleString("en")} waiting`, count: waiting, variant: "neutral", tab: "" },
    {
      label: `${formatUnmappedCount(unmapped)} unmapped`,
      count: unmapped,
      variant: "warning",
      tab: "/unmapped",
    },
    {
      label: `${unverified} not verified`,
      count: unverified,
      variant: "destructive",
      tab: "/unverified",
    },
  ];
  const shown = counts.filter(({ count }) => count > 0);
  if (shown.length === 0) return <NoValue>Nothing waiting, unmapped or not verified</NoValue>;
  return (
    <ul className="flex flex-wrap gap-x-2">
      {shown.map(({ label, variant, tab }) => (
        <li key={tab}>
          <TextLink alone href={sourceHref(id, tab)}>
            <Badge variant={variant}>{label}</Badge>
            <span className="sr-only"> of {name}</span>
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

"use client";

import { Fragment, type ReactNode, useState } from "react";
import { ScrollArea } from "@/components/domain/scroll-area";
import type { StartJobAction } from "@/components/jobs/start-job";
import { useVisibleRows } from "@/components/live/deferred-rows";
import { Table, TableCaption, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { type CauseGroup, groupByCause } from "../cause-groups";
import type { DeliverySummary } from "../delivery-rows";
import type { HistoryQuery } from "../filters/history-query";
import { historyHref } from "../history-href";
import type { AllMatching } from "../selection/matching-filter";
import { SelectBox } from "../selection/select-cell";
import { SelectionBar } from "../selection/selection-bar";
import { useAllMatching } from "../selection/use-all-matching";
import { useSelection } from "../selection/use-selection";
import type { SharedGroupProps } from "./attempt-row";
import { CauseHeading } from "./cause-heading";
import { stickyClass } from "./delivery-cells";
import { DeliveryGroup } from "./delivery-group";

/** Props for users who can resend, and therefore select rows. */
interface SelectingProps {
  /** Why a delivery cannot be resent, by trace ID. */
  obstacles: Readonly<Record<string, string>>;
  /** Null if the page shows all matching deliveries. */
  allMatching: AllMatching | null;
  startJob: StartJobAction;
}

interface HistoryTableProps extends Omit<SharedGroupProps, "open" | "buildOpenHref" | "selecting"> {
  caption: string;
  deliveries: readonly DeliverySummary[];
  /** The path of the page. Together with `query`, it forms the URL that opens a row. */
  path: string;
  query: HistoryQuery;
}

interface GroupedTableProps extends Omit<HistoryTableProps, "deliveries"> {
  /** The visible deliveries: one group without a cause, unless the rows are grouped by cause. */
  groups: readonly (CauseGroup | { cause: null; deliveries: DeliverySummary[] })[];
}

/** A table of deliveries and their attempts. Users who can resend can select deliveries and resend them with a job. */
export function HistoryTable({
  selecting,
  deliveries,
  ...props
}: HistoryTableProps & { selecting: SelectingProps | undefined }) {
  const visible = useVisibleDeliveries(deliveries);
  const [initialGroups] = useState(() => (props.query.group === "cause" ? groupByCause(visible) : null));
  const groups = initialGroups
    ? groupByCause(visible, initialGroups)
    : [{ cause: null, deliveries: visible }];
  return selecting ? (
    <SelectableTable selecting={selecting} groups={groups} {...props} />
  ) : (
    <PlainTable groups={groups} {...props} />
  );
}

function SelectableTable({
  selecting: { obstacles, allMatching, startJob },
  ...props
}: GroupedTableProps & { selecting: SelectingProps }) {
  const visible = props.groups.flatMap(({ deliveries }) => deliveries.map(({ traceId }) => traceId));
  const selectable = visible.filter((traceId) => obstacles[traceId] === undefined);
  const selection = useSelection(selectable);
  // Trace IDs sort by time, but the rows of an entity are in the order of their attempts.
  const matching = useAllMatching(allMatching, visible.toSorted().at(-1), startJob);
  const { selected, isPageSelected } = selection;

  function select(traceId: string, checked: boolean, extend: boolean) {
    matching?.clear();
    selection.select(traceId, checked, extend);
  }
  function selectPage(checked: boolean) {
    matching?.clear();
    selection.selectPage(checked);
    if (checked) matching?.count();
  }

  return (
    <div className="grid grid-cols-1 gap-2">
      <PlainTable
        {...props}
        selecting={{ selected, obstacles, select }}
        selectPage={
          <SelectBox
            label="Select all on this page"
            caption="Select all on this page"
            checked={isPageSelected || (selected.size > 0 && "indeterminate")}
            obstacle={selectable.length === 0 ? "No delivery on this page can be resent." : undefined}
            onSelect={selectPage}
          />
        }
      />
      <SelectionBar
        selection={selection}
        matching={matching}
        startJob={startJob}
        onClear={() => selectPage(false)}
      />
    </div>
  );
}

/**
 * The attempts of deliveries, grouped by trace ID; `showEntity` adds the entity. A client component, because the
 * data of fifty rows is a tenth of the size of the rendered elements.
 */
function PlainTable({
  caption,
  groups,
  path,
  query,
  selectPage,
  ...rest
}: GroupedTableProps & Pick<SharedGroupProps, "selecting"> & { selectPage?: ReactNode }) {
  const buildOpenHref = (open: string | undefined) => historyHref(path, { ...query, open });
  const context = { ...rest, open: query.open, buildOpenHref };
  const columns = [...firstColumns, ...(context.showEntity ? ["Entity"] : []), ...otherColumns];
  const columnCount = columns.length + (selectPage ? 2 : 1);
  return (
    <ScrollArea label={`${caption}, scrolls horizontally`} className="@container rounded-lg border bg-card">
      <Table cards>
        <TableCaption>{caption}</TableCaption>
        <TableHeader>
          <TableRow>
            {selectPage && (
              <TableHead className="w-0 pr-0 pl-1.5 sm:pr-0 sm:pl-1.5 print:hidden">{selectPage}</TableHead>
            )}
            {columns.map((column) => (
              <TableHead
                key={column}
                // Headings may wrap: a heading wider than its column's values would push the status out of view.
                className="px-1.5 leading-tight first:pl-3 sm:px-1.5 sm:first:pl-3 xl:whitespace-normal print:whitespace-normal"
              >
                {column}
              </TableHead>
            ))}
            <TableHead className={`${stickyClass} bg-muted print:hidden`}>
              <span className="sr-only">Resend and details</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        {groups.map((group) => (
          <Fragment key={group.cause}>
            {group.cause !== null && (
              <CauseHeading group={group} columnCount={columnCount} selecting={context.selecting} />
            )}
            {group.deliveries.map((delivery) => (
              <DeliveryGroup
                key={delivery.traceId}
                delivery={delivery}
                columnCount={columnCount}
                cause={group.cause}
                {...context}
              />
            ))}
          </Fragment>
        ))}
      </Table>
    </ScrollArea>
  );
}

const useVisibleDeliveries = (deliveries: readonly DeliverySummary[]) =>
  useVisibleRows(deliveries.map((value) => ({ id: value.traceId, value }))).map(({ value }) => value);

// Event Title, Response Code, Time Stamp and # Attempt are LoanPro's names. The status, the event and the time come first, because they
// are in sight on every screen.
const firstColumns = ["Status", "Event Title", "Time Stamp"];
const otherColumns = ["Webhook", "Response Code", "# Attempt", "ID", "Trace ID"];

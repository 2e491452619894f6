import { TableBody, TableHead, TableRow } from "@/components/ui/table";
import type { CauseGroup } from "../cause-groups";
import { SelectBox } from "../selection/select-cell";
import type { SharedGroupProps } from "./attempt-row";

/** The heading of a group of deliveries with the same cause; its checkbox selects the group. */
export function CauseHeading({
  group: { cause, deliveries },
  columnCount,
  selecting,
}: { group: CauseGroup; columnCount: number } & Pick<SharedGroupProps, "selecting">) {
  const ids = deliveries.map(({ traceId }) => traceId);
  const selectable = selecting ? ids.filter((id) => selecting.obstacles[id] === undefined) : [];
  const selectedCount = selectable.filter((id) => selecting?.selected.has(id)).length;
  function selectGroup(checked: boolean) {
    const [first] = selectable;
    const last = selectable.at(-1);
    // The deliveries of a group stand together, so the range from the first to the last is the group.
    if (first) selecting?.select(first, checked, false);
    if (last) selecting?.select(last, checked, true);
  }
  return (
    <TableBody className="border-b-2">
      <TableRow className="bg-muted">
        {/* One cell: in a card, each cell of such a row would take a line of its own. */}
        <TableHead scope="row" colSpan={columnCount} className="p-0 sm:p-0">
          <span className="sticky left-0 flex w-fit max-w-[100cqw] items-center gap-1 py-1.5 pr-3 pl-1.5 wrap-anywhere">
            {selecting && (
              <span className="print:hidden">
                <SelectBox
                  label={`Select all with this cause: ${cause}`}
                  checked={selectedCount > 0 && (selectedCount === selectable.length || "indeterminate")}
                  obstacle={selectable.length === 0 ? "None of them can be resent." : undefined}
                  onSelect={selectGroup}
                />
              </span>
            )}
            <span>
              <span className="font-medium">{cause}</span>{" "}
              <span className="text-muted-foreground tabular-nums">
                {deliveries.length === 1 ? "1 delivery" : `${deliveries.length} deliveries`} on this page
              </span>
            </span>
          </span>
        </TableHead>
      </TableRow>
    </TableBody>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, type RefObject, useState, useSyncExternalStore } from "react";
import { Dialog, DialogTitle, SheetContent } from "@/components/ui/dialog";
import { TableCell, TableRow } from "@/components/ui/table";

const phone = "(width < 40rem)";

function subscribe(onChange: () => void): () => void {
  const media = matchMedia(phone);
  media.addEventListener("change", onChange);
  return () => media.removeEventListener("change", onChange);
}

/** Whether the screen is as narrow as a phone's; false until the page's scripts have started. */
function useIsPhone(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(phone).matches,
    () => false,
  );
}

/** The details of an open row: a row below it, or on a phone a sheet. */
export function RowDetails({
  id,
  title,
  columnCount,
  closeHref,
  toggle,
  children,
}: {
  id: string;
  title: string;
  columnCount: number;
  /** The URL of the page without these details. */
  closeHref: string;
  /** The link that opens the row; it gets the focus when the sheet is closed. */
  toggle: RefObject<HTMLElement | null>;
  children: ReactNode;
}) {
  const router = useRouter();
  const isPhone = useIsPhone();
  const [isClosed, setClosed] = useState(false);
  if (!isPhone) {
    return (
      <TableRow id={id} className="last:border-b-0">
        <TableCell colSpan={columnCount} className="p-0 sm:p-0">
          {/* As wide as the visible part of the table, wherever it is scrolled. */}
          <div className="sticky left-0 w-[100cqw] p-3 sm:p-4 print:static print:w-auto">{children}</div>
        </TableCell>
      </TableRow>
    );
  }
  // The sheet closes before the page without it has arrived.
  function close() {
    setClosed(true);
    router.push(closeHref, { scroll: false });
  }
  return (
    <Dialog open={!isClosed} onOpenChange={(open) => !open && close()}>
      <SheetContent
        id={id}
        aria-describedby={undefined}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          toggle.current?.focus();
        }}
      >
        <DialogTitle className="pr-12 leading-11">{title}</DialogTitle>
        {children}
      </SheetContent>
    </Dialog>
  );
}

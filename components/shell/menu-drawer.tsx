"use client";

import { Menu, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Navigation, type NavigationGroup } from "./navigation";

/** The navigation on narrow screens: a drawer on the left, opened by a button. */
export function MenuDrawer({
  groups,
  partnerName,
}: {
  groups: NavigationGroup[];
  /** The name of the partner whose portal this is; null for the lender. */
  partnerName: string | null;
}) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <Button variant="ghost" size="icon" aria-label="Menu">
          <Menu aria-hidden />
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fade-in fixed inset-0 z-50 bg-black/50" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fade-in fixed inset-y-0 left-0 z-50 grid w-72 max-w-[calc(100vw-3rem)] content-start gap-4 overflow-y-auto border-r bg-popover p-4 text-popover-foreground"
        >
          <div className="flex items-center justify-between">
            <Dialog.Title className="text-base font-semibold">Menu</Dialog.Title>
            <Dialog.Close asChild>
              <Button variant="ghost" size="icon" aria-label="Close menu">
                <X aria-hidden />
              </Button>
            </Dialog.Close>
          </div>
          {partnerName && <p className="text-muted-foreground wrap-anywhere">{partnerName}</p>}
          <Navigation groups={groups} onNavigate={close} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

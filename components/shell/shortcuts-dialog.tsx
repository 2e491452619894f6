"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Label } from "@/components/ui/label";
import { setCurrentLayer } from "./current-layer";
import { setSingleKeysOn, useSingleKeysOn } from "./single-keys-setting";

const keyCombinations: [keys: string, action: string][] = [["Ctrl K or ⌘ K", "Search, or go to a page"]];
const singleKeyShortcuts: [keys: string, action: string][] = [
  ["j", "Next row"],
  ["k", "Previous row"],
  ["x or Enter", "Open or close row"],
  ["s", "Select or clear delivery"],
  ["r", "Resend delivery…"],
  ["?", "Show keyboard shortcuts"],
];

/** The list of keyboard shortcuts, with an option that turns single-key shortcuts off. */
export function ShortcutsDialog({ open, canSearch }: { open: boolean; canSearch: boolean }) {
  const singleKeysOn = useSingleKeysOn();
  return (
    <Dialog open={open} onOpenChange={(next) => setCurrentLayer(next ? "shortcuts" : null)}>
      <DialogContent className="max-w-md">
        <DialogHeader>
          <DialogTitle>Keyboard shortcuts</DialogTitle>
          <DialogDescription>Single-key shortcuts are inactive while you type in a field.</DialogDescription>
        </DialogHeader>
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2">
          {[...keyCombinations, ...(canSearch ? [["/", "Search"] as const] : []), ...singleKeyShortcuts].map(
            ([keys, action]) => (
              <div key={keys} className="col-span-2 grid grid-cols-subgrid">
                <dt className="font-mono text-xs text-muted-foreground">{keys}</dt>
                <dd>{action}</dd>
              </div>
            ),
          )}
        </dl>
        <div className="flex items-center gap-2 border-t pt-4">
          <Checkbox
            id="single-keys"
            checked={singleKeysOn}
            onCheckedChange={(checked) => setSingleKeysOn(checked === true)}
          />
          <Label htmlFor="single-keys">Single-key shortcuts (without Ctrl or ⌘)</Label>
        </div>
      </DialogContent>
    </Dialog>
  );
}

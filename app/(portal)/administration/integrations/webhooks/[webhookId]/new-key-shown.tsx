"use client";

import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { KeyShown } from "./key-shown";

/** The new key, to be copied now. */
export function NewKeyShown({ value }: { value: string }) {
  return (
    <>
      <KeyShown value={value} />
      <DialogFooter>
        <DialogClose asChild>
          <Button>Done</Button>
        </DialogClose>
      </DialogFooter>
    </>
  );
}

"use client";

import { RotateCw } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogTrigger } from "@/components/ui/dialog";
import { ResendJobDialog } from "./resend-job-dialog";

/** A button that opens the dialog for a resend job. `children` is the button's label and ends with an ellipsis. */
export function ResendJobButton({
  children,
  input,
  startJob,
  ...props
}: ComponentProps<typeof ResendJobDialog> & { children: ReactNode; variant?: "outline" | "default" }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button className="print:hidden" {...props}>
          <RotateCw aria-hidden />
          {children}
        </Button>
      </DialogTrigger>
      {open && <ResendJobDialog input={input} startJob={startJob} />}
    </Dialog>
  );
}

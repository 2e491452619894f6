"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { Button } from "./button";
import { cn } from "./cn";

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

const surfaceClass =
  "fade-in fixed z-50 grid grid-cols-1 gap-4 overflow-y-auto border bg-popover text-popover-foreground shadow-xl";

/** The content of a dialog. It requires a DialogTitle, and a DialogDescription if there is more to explain. */
export function DialogContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Surface
      className={cn(
        "top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2",
        "scroll-pb-20 rounded-lg p-5",
        className,
      )}
      {...props}
    />
  );
}

/** The content of a dialog that covers the screen of a phone, from the bottom up. It requires a DialogTitle. */
export function SheetContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Surface
      // Not its first control, which is far down and, if it is a time, would show its tooltip.
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        (event.currentTarget as HTMLElement).focus();
      }}
      className={cn(
        "inset-x-0 top-6 bottom-0 content-start rounded-t-lg border-b-0 p-3 outline-none",
        className,
      )}
      {...props}
    />
  );
}

function Surface({ className, children, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fade-in fixed inset-0 z-50 bg-black/50" />
      <Primitive.Content className={cn(surfaceClass, className)} {...props}>
        {children}
        <Primitive.Close asChild>
          <Button variant="ghost" size="icon" aria-label="Close" className="absolute top-3 right-3">
            <X aria-hidden />
          </Button>
        </Primitive.Close>
      </Primitive.Content>
    </Primitive.Portal>
  );
}

export function DialogHeader({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("grid gap-1.5 pr-8", className)} {...props} />;
}

/** The buttons of a dialog; they stay in view while the content above them scrolls. */
export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn(
        "sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap justify-end gap-2 rounded-b-lg border-t bg-popover px-5 py-3",
        className,
      )}
      {...props}
    />
  );
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof Primitive.Title>) {
  return <Primitive.Title className={cn("text-base font-semibold", className)} {...props} />;
}

export function DialogDescription({ className, ...props }: ComponentProps<typeof Primitive.Description>) {
  return <Primitive.Description className={cn("text-sm text-muted-foreground", className)} {...props} />;
}

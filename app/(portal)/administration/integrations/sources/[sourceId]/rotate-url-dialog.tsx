"use client";

import { useState } from "react";
import { FormMessage } from "@/components/form/form-message";
import { useSubmit } from "@/components/form/use-submit";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { SecretShownOnce } from "@/components/users/secret-shown-once";
import { rotateSourceAction } from "../actions";
import { OverlapField, parseOverlapHours } from "./overlap-field";

/** Asks for the overlap, rotates the URL of a source, then shows the new URL once. */
export function RotateUrlDialog({ sourceId }: { sourceId: string }) {
  const [open, setOpen] = useState(false);
  const [url, setUrl] = useState<string | null>(null);
  const onOpenChange = (opened: boolean) => {
    setOpen(opened);
    setUrl(null);
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          Rotate URL…
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{url === null ? "Rotate URL" : "URL rotated"}</DialogTitle>
          <DialogDescription>
            {url === null
              ? "Creates a new URL, for example because the current one is lost or known to others. Enter the new URL in the system before the current one expires."
              : "Copy the URL now: it is shown only once."}
          </DialogDescription>
        </DialogHeader>
        {url === null ? (
          <RotateUrlForm sourceId={sourceId} onRotated={setUrl} />
        ) : (
          <>
            <SecretShownOnce noun="URL" value={url} />
            <DialogFooter>
              <DialogClose asChild>
                <Button>Done</Button>
              </DialogClose>
            </DialogFooter>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}

function RotateUrlForm({ sourceId, onRotated }: { sourceId: string; onRotated: (url: string) => void }) {
  const [hours, setHours] = useState("24");
  const { form, onSubmit, pending, rejection, errors } = useSubmit(
    () => rotateSourceAction(sourceId, { what: "url", overlapHours: parseOverlapHours(hours) }),
    ({ url }) => onRotated(url ?? ""),
  );
  return (
    <form ref={form} noValidate className="grid gap-4" onSubmit={onSubmit}>
      <OverlapField
        hint="How long the current URL will also work, from 0 to 168 hours."
        value={hours}
        error={errors.overlapHours}
        onChange={setHours}
      />
      <FormMessage rejection={rejection} />
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="outline">Cancel</Button>
        </DialogClose>
        <Button type="submit" aria-disabled={pending}>
          {pending ? "Rotating…" : "Rotate URL"}
        </Button>
      </DialogFooter>
    </form>
  );
}

"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { KeyShown } from "./key-shown";

const shownSeconds = 60;

/** The key, for a minute: then the screen of a person who went away does not show it any more. */
export function RevealedKey({ value, onHide }: { value: string; onHide: () => void }) {
  const [left, setLeft] = useState(shownSeconds);
  useEffect(() => {
    const until = Date.now() + shownSeconds * 1_000;
    const timer = setInterval(() => setLeft(Math.ceil((until - Date.now()) / 1_000)), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) onHide();
  }, [left, onHide]);
  return (
    <>
      <KeyShown value={value} />
      <DialogFooter className="items-center justify-between">
        <p className="text-xs text-muted-foreground">Hidden again in {Math.max(0, left)} s</p>
        <Button onClick={onHide}>Hide now</Button>
      </DialogFooter>
    </>
  );
}

"use client";

import { useTransition } from "react";
import { toast } from "sonner";
import { type ActionResult, rejectMissingResponse } from "./action-result";

/** For buttons: runs a server action, one at a time, and shows its result in a toast. */
export function useAction(): [
  pending: boolean,
  run: (send: () => Promise<ActionResult>, successMessage: string) => void,
] {
  const [pending, start] = useTransition();
  const run = (send: () => Promise<ActionResult>, successMessage: string) => {
    if (pending) return;
    start(async () => {
      const result = await send().catch(rejectMissingResponse);
      if (result.ok) toast.success(successMessage);
      else toast.error(result.message);
    });
  };
  return [pending, run];
}

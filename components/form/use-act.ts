"use client";

import { useTransition } from "react";
import { toast } from "sonner";
import { type Answer, noAnswer } from "./answer";

/** For buttons: runs a server action, once at a time, and tells what came of it in a toast. */
export function useAct(): [acting: boolean, act: (send: () => Promise<Answer>, done: string) => void] {
  const [acting, start] = useTransition();
  const act = (send: () => Promise<Answer>, done: string) => {
    if (acting) return;
    start(async () => {
      const answer = await send().catch(noAnswer);
      if (answer.ok) toast.success(done);
      else toast.error(answer.message);
    });
  };
  return [acting, act];
}

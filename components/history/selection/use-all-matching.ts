import { useState } from "react";
import { rejectMissingResponse } from "@/components/form/action-result";
import type { ResendJobInput, StartJobAction } from "@/components/jobs/start-job";
import { type AllMatching, buildMatchingFilter } from "./matching-filter";

/** All deliveries that match the filters of a list: how many, and whether they are selected. */
export interface MatchingSelection {
  state: "unknown" | "counting" | "counted";
  total: number;
  /** Why they could not be counted. */
  message: string | null;
  isSelected: boolean;
  /** The job that resends them; null until they are counted. */
  input: ResendJobInput | null;
  count(): void;
  select(): void;
  clear(): void;
}

const unknown = { state: "unknown", total: 0, message: null, isSelected: false, input: null } as const;
type State = Pick<MatchingSelection, "state" | "total" | "message" | "isSelected" | "input">;

/**
 * @param all null if the page shows everything that matches
 * @param newest the newest trace ID in the rows
 */
export function useAllMatching(
  all: AllMatching | null,
  newest: string | undefined,
  startJob: StartJobAction,
): MatchingSelection | null {
  const [found, setFound] = useState<State>(unknown);
  // Of the first reading: an update of the page must not add what came since then.
  const [listedAt] = useState(all?.listedAt);
  if (!all) return null;

  async function count() {
    if (!all || found.state === "counting") return;
    const filter = buildMatchingFilter({ ...all, listedAt: listedAt ?? all.listedAt }, newest);
    const input = { kind: "resend", filter } as const;
    setFound({ ...unknown, state: "counting" });
    const counted = await startJob({ ...input, dryRun: true }).catch(rejectMissingResponse);
    setFound((now) => {
      // Cleared meanwhile.
      if (now.state !== "counting") return now;
      return counted.ok
        ? { ...unknown, state: "counted", total: counted.plan.total, input }
        : { ...unknown, message: counted.message };
    });
  }

  return {
    ...found,
    count,
    select: () => setFound((now) => ({ ...now, isSelected: now.state === "counted" })),
    clear: () => setFound(unknown),
  };
}

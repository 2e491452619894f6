import { useState } from "react";
import { rejectMissingResponse } from "@/components/form/action-result";
import type { ResendJobInput, StartJobAction } from "@/components/jobs/start-job";
import { type AllMatching, buildMatchingFilter } from "./matching-filter";

/** All deliveries that match the filters of a list: how many, and whether they are selected. */
export interface MatchingSelection {
  state: "unknown" | "counting" | "counted";
  total: number;
  /** Why the deliveries could not be counted. */
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
 * Counts and selects all deliveries that match the filters of a list.
 * @param all null if the page shows all matching deliveries
 * @param newest the newest trace ID in the rows
 */
export function useAllMatching(
  all: AllMatching | null,
  newest: string | undefined,
  startJob: StartJobAction,
): MatchingSelection | null {
  const [found, setFound] = useState<State>(unknown);
  // The time of the first read: an update of the page must not add deliveries that arrived since then.
  const [listedAt] = useState(all?.listedAt);
  if (!all) return null;

  async function count() {
    if (!all || found.state === "counting") return;
    const filter = buildMatchingFilter({ ...all, listedAt: listedAt ?? all.listedAt }, newest);
    const input = { kind: "resend", filter } as const;
    setFound({ ...unknown, state: "counting" });
    const counted = await startJob({ ...input, dryRun: true }).catch(rejectMissingResponse);
    setFound((current) => {
      // The selection was cleared in the meantime.
      if (current.state !== "counting") return current;
      return counted.ok
        ? { ...unknown, state: "counted", total: counted.plan.total, input }
        : { ...unknown, message: counted.message };
    });
  }

  return {
    ...found,
    count,
    select: () => setFound((current) => ({ ...current, isSelected: current.state === "counted" })),
    clear: () => setFound(unknown),
  };
}

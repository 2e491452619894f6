import { type DeliverySummary, sortNewestFirst } from "./delivery-rows";

/** Deliveries with the same cause, in the order of the list. */
export interface CauseGroup {
  /** Why they are not delivered, or their state, as a sentence. */
  cause: string;
  deliveries: DeliverySummary[];
}

const sentenceByState: Record<DeliverySummary["state"], string> = {
  pending: "Not attempted yet.",
  delivering: "Not attempted yet.",
  succeeded: "Delivered.",
  failed: "Failed permanently.",
  held: "The webhook is paused.",
  discarded: "Discarded.",
};

/** Why a delivery is not delivered: the cause of its last failed attempt or, if it waits or was discarded, why; otherwise its state. */
export function describeCause({ state, stateReason, attempts }: DeliverySummary): string {
  if (state === "succeeded") return sentenceByState.succeeded;
  if (state === "held" || state === "discarded") return stateReason ?? sentenceByState[state];
  const failed = sortNewestFirst(attempts).find(({ outcome }) => outcome === "failed");
  return failed?.error?.cause ?? (state === "failed" ? stateReason : null) ?? sentenceByState[state];
}

/**
 * Groups deliveries by cause, the largest group first.
 * @param initial the groups when the page was opened: deliveries and groups stay where they were, so that an update moves no row
 */
export function groupByCause(
  deliveries: readonly DeliverySummary[],
  initial: readonly CauseGroup[] = [],
): CauseGroup[] {
  const initialCauses = new Map(
    initial.flatMap((group) => group.deliveries.map(({ traceId }) => [traceId, group.cause] as const)),
  );
  const groups = new Map<string, DeliverySummary[]>(initial.map(({ cause }) => [cause, []]));
  for (const delivery of deliveries) {
    const cause = initialCauses.get(delivery.traceId) ?? describeCause(delivery);
    groups.set(cause, [...(groups.get(cause) ?? []), delivery]);
  }
  const listed = [...groups].map(([cause, members]) => ({ cause, deliveries: members }));
  const present = listed.filter((group) => group.deliveries.length > 0);
  return initial.length > 0 ? present : present.toSorted((a, b) => b.deliveries.length - a.deliveries.length);
}

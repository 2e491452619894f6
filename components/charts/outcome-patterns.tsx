import { deliveryStateLabel } from "@/components/domain/state-badge";
import type { CountedState } from "@/lib/statistics/schema";

interface Pattern {
  /** The background color. The marks have the color of the card. */
  color: string;
  /** An SVG path that distinguishes the outcome without color. */
  marks: string | null;
}

const patternByOutcome: Record<CountedState, Pattern> = {
  succeeded: { color: "color-mix(in oklab, var(--success) 75%, var(--card))", marks: null },
  failed: { color: "var(--destructive)", marks: "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" },
  held: { color: "var(--warning)", marks: "M0,3 h6" },
  pending: { color: "var(--ring)", marks: "M3,0 v6" },
  discarded: { color: "var(--muted-foreground)", marks: "M0,3 h6 M3,0 v6" },
};

/** The label of an outcome, as in lists; "Pending" includes the deliveries that lists show as "Retrying" or "Sending". */
export function outcomeLabel(outcome: CountedState): string {
  return deliveryStateLabel(outcome);
}

/** The fill of a bar with this outcome. The same SVG must contain OutcomePatterns. */
export function outcomeFill(outcome: CountedState, id: string): string {
  return `url(#${id}-${outcome})`;
}

/** The fill patterns of outcomes. Each SVG on the page needs its own `id`. */
export function OutcomePatterns({ id, outcomes }: { id: string; outcomes: readonly CountedState[] }) {
  return (
    <defs>
      {outcomes.map((outcome) => {
        const { color, marks } = patternByOutcome[outcome];
        return (
          <pattern key={outcome} id={`${id}-${outcome}`} width={6} height={6} patternUnits="userSpaceOnUse">
            <rect width={6} height={6} fill={color} />
            {marks && <path d={marks} stroke="var(--card)" strokeWidth={1.25} />}
          </pattern>
        );
      })}
    </defs>
  );
}

/** The fill of an outcome as a square, for legends. */
export function OutcomeSwatch({ outcome, id }: { outcome: CountedState; id: string }) {
  return (
    <svg aria-hidden width={12} height={12} className="shrink-0 rounded-[2px]">
      <OutcomePatterns id={id} outcomes={[outcome]} />
      <rect width={12} height={12} fill={outcomeFill(outcome, id)} />
    </svg>
  );
}

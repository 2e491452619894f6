import { deliveryStateLabel } from "@/components/domain/state-badge";
import type { Outcome } from "@/lib/statistics/schema";

interface Look {
  /** Of the ground; the marks on it are drawn in the card's colour. */
  color: string;
  /** What tells it from its neighbours without any colour. */
  marks: string | null;
}

const looks: Record<Outcome, Look> = {
  succeeded: { color: "color-mix(in oklab, var(--success) 75%, var(--card))", marks: null },
  failed: { color: "var(--destructive)", marks: "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" },
  held: { color: "var(--warning)", marks: "M0,3 h6" },
  pending: { color: "var(--ring)", marks: "M3,0 v6" },
  discarded: { color: "var(--muted-foreground)", marks: "M0,3 h6 M3,0 v6" },
};

/** The word for an outcome, the same as in every list. */
export function outcomeLabel(outcome: Outcome): string {
  return deliveryStateLabel(outcome);
}

/** What a bar of this outcome is filled with; needs OutcomePatterns in the same svg. */
export function outcomeFill(outcome: Outcome, id: string): string {
  return `url(#${id}-${outcome})`;
}

/** The fills of outcomes, one pattern each: told apart by their marks too. `id`: one per svg, unique on the page. */
export function OutcomePatterns({ id, outcomes }: { id: string; outcomes: readonly Outcome[] }) {
  return (
    <defs>
      {outcomes.map((outcome) => {
        const { color, marks } = looks[outcome];
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
export function OutcomeSwatch({ outcome, id }: { outcome: Outcome; id: string }) {
  return (
    <svg aria-hidden width={12} height={12} className="shrink-0 rounded-[2px]">
      <OutcomePatterns id={id} outcomes={[outcome]} />
      <rect width={12} height={12} fill={outcomeFill(outcome, id)} />
    </svg>
  );
}

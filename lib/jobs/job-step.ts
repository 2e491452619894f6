import type { JobSelection } from "./matching-deliveries";
import type { Settled } from "./settle-attempts";

/** A job whose row a step has locked. */
export interface JobRow extends JobSelection, Settled {
  id: string;
  resumedAt: Date;
  cursor: string | null;
  beforeId: string;
  requestedBy: string;
  /** How many deliveries the rate allows now. */
  allowed: number;
}

/** The result of a step. */
export interface StepWork {
  cursor: string | null;
  /** How many deliveries count towards the rate. */
  paced: number;
  released: number;
  created: number;
  /** IDs of the webhooks for whose deliveries the step requested attempts. */
  requestedFor: string[];
  /** IDs of the webhooks whose deliveries the step released or created; these are due now. */
  openedFor: string[];
}

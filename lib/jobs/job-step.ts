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
  /** The webhook IDs of the deliveries for which the step requested attempts. */
  requestedFor: string[];
  /** The webhook IDs of the deliveries that the step released or created, which are due now. */
  openedFor: string[];
}

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

/** What a step has done. */
export interface StepWork {
  cursor: string | null;
  /** Deliveries that use up the rate. */
  paced: number;
  released: number;
  created: number;
  /** The webhooks with requested attempts, and those with deliveries that are due. */
  requestedFor: string[];
  openedFor: string[];
}

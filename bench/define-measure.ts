import type { Stage } from "./stage";

/** The figure of each row, or undefined if this machine cannot measure that row. */
export type Figures<Row extends string = string> = Record<Row, number | undefined>;

/** A measurement that fills one or more rows of the table. */
export interface Measure<Row extends string = string> {
  /** The name for `--only`. */
  name: string;
  /** The unit of each row. */
  units: Record<Row, string>;
  /** Whether the measure runs only if `--only` names it, because it fills a large database first or needs an Inngest server. */
  onlyWhenNamed?: boolean;
  measure(stage: Stage): Promise<Figures<Row>>;
}

/** Lets the compiler check that the measured rows are exactly those with a unit. */
export function defineMeasure<Row extends string>(measure: Measure<Row>): Measure {
  return measure;
}

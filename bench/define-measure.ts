import type { Stage } from "./stage";

/** The figure of each row; undefined if this machine cannot measure it. */
export type Figures<Row extends string = string> = Record<Row, number | undefined>;

/** Something to measure: its name for `--only`, the unit of each of its rows in the table, and how. */
export interface Measure<Row extends string = string> {
  name: string;
  units: Record<Row, string>;
  /** Whether it is measured only if it is named: it fills a large database first, or needs an Inngest server. */
  onlyWhenNamed?: boolean;
  measure(stage: Stage): Promise<Figures<Row>>;
}

/** Lets the compiler check that the measured rows are those with a unit. */
export function defineMeasure<Row extends string>(measure: Measure<Row>): Measure {
  return measure;
}

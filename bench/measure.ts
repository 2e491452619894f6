import type { Stage } from "./stage";

/** Undefined: this system cannot measure it. */
export type Figures<Row extends string = string> = Record<Row, number | undefined>;

/** Something to measure: its name for `--only`, the unit of each of its rows in the table, and how. */
export interface Measure<Row extends string = string> {
  name: string;
  units: Record<Row, string>;
  measure(stage: Stage): Promise<Figures<Row>>;
}

/** Checks that the rows that are measured are the rows that have a unit. */
export function defineMeasure<Row extends string>(measure: Measure<Row>): Measure {
  return measure;
}

import type { NumberRange } from "./read-list";

/**
 * The same numbers in as few ranges as possible, in ascending order: ranges that overlap or follow one another without a gap become
 * one. A receiver that sends its numbers one by one, in order, fills few rows with them.
 */
export function mergeRanges(ranges: readonly NumberRange[]): NumberRange[] {
  const merged: NumberRange[] = [];
  for (const { first, last } of ranges.toSorted((one, other) => one.first - other.first)) {
    const before = merged.at(-1);
    if (before && first <= before.last + 1) before.last = Math.max(before.last, last);
    else merged.push({ first, last });
  }
  return merged;
}

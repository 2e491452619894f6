import type { NumberRange } from "./read-list";

/**
 * Merges ranges into as few as possible, in ascending order: ranges that overlap or follow one another without a gap become one. So
 * the numbers of a receiver that sends them one by one, in order, fill few rows.
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

import { step } from "./evaluation";

/** The longest part for which the engine's own search is used: it may compare every character of the part at every place of the text. */
const maxNativeLength = 8;
/** How many characters are compared in about the time of one step. */
const charactersPerStep = 16;

/** The first place at or after `from` where a text has a part; -1 if there is none. Takes linear time, unlike String.indexOf. */
export function indexOfPart(text: string, part: string, from = 0): number {
  if (part.length <= maxNativeLength) return text.indexOf(part, from);
  const start = Math.max(0, from);
  const offset = findOffset(part, text.length - start, false, (index) => text.charCodeAt(start + index));
  return offset === -1 ? -1 : start + offset;
}

/** The last place at or before `from` where a text has a part; -1 if there is none. Takes linear time, unlike String.lastIndexOf. */
export function lastIndexOfPart(text: string, part: string, from = Number.POSITIVE_INFINITY): number {
  if (part.length <= maxNativeLength) return text.lastIndexOf(part, from);
  const end = Math.min(text.length, Math.max(0, from) + part.length);
  const offset = findOffset(part, end, true, (index) => text.charCodeAt(end - 1 - index));
  return offset === -1 ? -1 : end - offset - part.length;
}

/** The algorithm of Knuth, Morris and Pratt: where a part, perhaps reversed, begins in `length` characters. */
function findOffset(
  part: string,
  length: number,
  isReversed: boolean,
  unitAt: (index: number) => number,
): number {
  if (part.length > length) return -1;
  step(part.length / charactersPerStep);
  const partUnitAt = (index: number) => part.charCodeAt(isReversed ? part.length - 1 - index : index);
  /** For each start of the part, how long its longest proper start is with which it also ends. */
  const borders = new Int32Array(part.length);
  const extend = (matched: number, unit: number): number => {
    let size = matched;
    while (size > 0 && partUnitAt(size) !== unit) size = borders[size - 1] ?? 0;
    return partUnitAt(size) === unit ? size + 1 : 0;
  };
  for (let index = 1; index < part.length; index += 1)
    borders[index] = extend(borders[index - 1] ?? 0, partUnitAt(index));
  let matched = 0;
  for (let index = 0; index < length; index += 1) {
    if (index % charactersPerStep === 0) step();
    matched = extend(matched, unitAt(index));
    if (matched === part.length) return index + 1 - part.length;
  }
  return -1;
}

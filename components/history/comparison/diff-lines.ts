/** Consecutive lines that both texts have, or only one of them. */
export interface DiffPart {
  kind: "same" | "left" | "right";
  lines: string[];
}

/** Texts that need more insertions and deletions than this are shown one after the other. Limits the time to about 50 ms. */
const maxEdits = 500;

/**
 * Compares two texts line by line: the shortest edit script of Myers, "An O(ND) Difference Algorithm and Its Variations" (1986). If the
 * texts differ in more than 500 lines, everything between their first and last difference counts as different.
 */
export function diffLines(left: readonly string[], right: readonly string[]): DiffPart[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  const maxEnd = Math.min(left.length, right.length) - start;
  while (end < maxEnd && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const middle = [left.slice(start, left.length - end), right.slice(start, right.length - end)] as const;
  return joinParts([
    { kind: "same", lines: left.slice(0, start) },
    ...(diffMiddle(...middle) ?? [
      { kind: "left" as const, lines: [...middle[0]] },
      { kind: "right" as const, lines: [...middle[1]] },
    ]),
    { kind: "same", lines: left.slice(left.length - end) },
  ]);
}

/** Returns the edit script, one part for each line; null if it has more than `maxEdits` edits. */
function diffMiddle(left: readonly string[], right: readonly string[]): DiffPart[] | null {
  // The furthest index in `left` on each diagonal (index in `left` minus index in `right`), before each number of edits.
  const reachedByEdits: Map<number, number>[] = [];
  let reached = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(maxEdits, left.length + right.length); edits += 1) {
    reachedByEdits.push(reached);
    const next = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = isInsertion(reached, diagonal, edits)
        ? at(reached, diagonal + 1)
        : at(reached, diagonal - 1) + 1;
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= left.length && x - diagonal >= right.length) return traceBack(left, right, reachedByEdits);
    }
    reached = next;
  }
  return null;
}

const at = (reached: Map<number, number>, diagonal: number) => reached.get(diagonal) ?? -1;

/** Whether the furthest path to this diagonal inserts a line of `right`, instead of deleting one of `left`. */
const isInsertion = (reached: Map<number, number>, diagonal: number, edits: number) =>
  diagonal === -edits || (diagonal !== edits && at(reached, diagonal - 1) < at(reached, diagonal + 1));

function traceBack(
  left: readonly string[],
  right: readonly string[],
  reachedByEdits: readonly Map<number, number>[],
): DiffPart[] {
  const parts: DiffPart[] = [];
  let x = left.length;
  let y = right.length;
  const stepBack = (kind: DiffPart["kind"]) => {
    if (kind !== "right") x -= 1;
    if (kind !== "left") y -= 1;
    parts.push({ kind, lines: [(kind === "right" ? right[y] : left[x]) ?? ""] });
  };
  for (const [edits, reached] of [...reachedByEdits.entries()].reverse()) {
    const inserts = isInsertion(reached, x - y, edits);
    const previousDiagonal = x - y + (inserts ? 1 : -1);
    const previousX = at(reached, previousDiagonal);
    while (x > Math.max(previousX, 0) && y > Math.max(previousX - previousDiagonal, 0)) stepBack("same");
    if (edits > 0) stepBack(inserts ? "right" : "left");
  }
  return parts.reverse();
}

/** Joins neighbors of the same kind. Between two lines that both texts have, the lines of the left text come first. */
function joinParts(parts: readonly DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = [];
  for (const { kind, lines } of parts) {
    if (lines.length === 0) continue;
    const last = joined.at(-1);
    const beforeLast = joined.at(-2);
    if (last?.kind === kind) last.lines.push(...lines);
    else if (kind === "left" && last?.kind === "right") {
      if (beforeLast?.kind === "left") beforeLast.lines.push(...lines);
      else joined.splice(-1, 0, { kind, lines: [...lines] });
    } else joined.push({ kind, lines: [...lines] });
  }
  return joined;
}

// Short file: numbers and lists in the sentences about jobs, for the dialog and the pages alike.

/** "1 held delivery", "1,234 held deliveries". */
export function formatCount(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** "failed", "failed and held", "failed, held and discarded"; with another word than "and" if given. */
export function joinAnd(words: readonly string[], and = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${and} ${words.at(-1)}`;
}

// Short file: the dialogs and the pages of jobs format counts and lists in the same way.

/** "1 held delivery", "1,234 held deliveries". */
export function formatCount(count: number, singular: string, plural: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}

/** "failed", "failed and held", "failed, held and discarded"; `conjunction` replaces "and". */
export function joinList(words: readonly string[], conjunction = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}

/**
 * Prisma makes LIKE of `contains` and ILIKE of everything with `mode: "insensitive"`, `equals` too, and escapes nothing:
 * "_" and "%" in a given text would fit any character, and "\" would take the next one's meaning. So texts that people
 * type are compared through these. U+0000 is in no text of Postgres.
 */
function literal(text: string): string {
  return text.replaceAll("\u0000", "").replace(/[\\%_]/g, "\\$&");
}

/** A Prisma filter: the column has this text in it, whatever its case. */
export function containsText(text: string) {
  return { contains: literal(text), mode: "insensitive" } as const;
}

/** A Prisma filter: the column is this text, whatever its case. */
export function equalsText(text: string) {
  return { equals: literal(text), mode: "insensitive" } as const;
}

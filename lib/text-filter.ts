/**
 * Escapes text for LIKE and removes U+0000, which text in Postgres cannot contain. Prisma turns `contains` into LIKE and everything with
 * `mode: "insensitive"` into ILIKE, even `equals`, and escapes nothing: "_" and "%" would match any characters, and "\" would escape the
 * next one. So text that users type is compared only through the filters in this file.
 */
function escapeLike(text: string): string {
  return text.replaceAll("\u0000", "").replace(/[\\%_]/g, "\\$&");
}

/** A Prisma filter: the column contains this text, in any case. */
export function containsText(text: string) {
  return { contains: escapeLike(text), mode: "insensitive" } as const;
}

/** A Prisma filter: the column equals this text, in any case. */
export function equalsText(text: string) {
  return { equals: escapeLike(text), mode: "insensitive" } as const;
}

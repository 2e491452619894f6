/** Random and never written anywhere, so that no text of an event can be mistaken for it. */
const placeholderPrefix = `digits:${crypto.getRandomValues(new Uint32Array(4)).join("-")}:`;
const placeholderPattern = new RegExp(`"${placeholderPrefix}([^"]*)"`, "g");

/** How many JsonNumbers the running writeJson has met; null when none is running. */
let placeholderCount: number | null = null;

/**
 * JSON.stringify that writes each JsonNumber with the digits it was read with: a placeholder is written for each number, and the
 * digits replace the placeholder afterwards. `space` indents, and a value that JSON cannot express gives undefined, as in
 * JSON.stringify.
 */
export function writeJson(value: unknown, space?: number): string {
  placeholderCount = 0;
  try {
    const text = JSON.stringify(value, undefined, space);
    return placeholderCount === 0 ? text : text.replace(placeholderPattern, "$1");
  } finally {
    placeholderCount = null;
  }
}

/** The placeholder for a number's digits until they are written. Throws outside of writeJson. */
export function makePlaceholder(digits: string): string {
  if (placeholderCount === null)
    throw new TypeError("Write a JsonNumber with writeJson, not with JSON.stringify.");
  placeholderCount += 1;
  return `${placeholderPrefix}${digits}`;
}

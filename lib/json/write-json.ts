/** Random and never written anywhere, so that no text of an event can be mistaken for it. */
const markPrefix = `digits:${crypto.getRandomValues(new Uint32Array(4)).join("-")}:`;
const markedNumber = new RegExp(`"${markPrefix}([^"]*)"`, "g");

/** How many JsonNumbers the running writeJson has met; null when none is running. */
let metCount: number | null = null;

/**
 * JSON.stringify that writes each JsonNumber with the digits it was read with: a placeholder is written for each number, and the
 * digits replace the placeholder afterwards. `space` indents, and a value that JSON cannot express gives undefined, as there.
 */
export function writeJson(value: unknown, space?: number): string {
  metCount = 0;
  try {
    const text = JSON.stringify(value, undefined, space);
    return metCount === 0 ? text : text.replace(markedNumber, "$1");
  } finally {
    metCount = null;
  }
}

/** The placeholder for a number's digits until they are written. Throws outside of writeJson. */
export function makePlaceholder(digits: string): string {
  if (metCount === null) throw new TypeError("Write a JsonNumber with writeJson, not with JSON.stringify.");
  metCount += 1;
  return `${markPrefix}${digits}`;
}

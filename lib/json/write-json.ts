/** Random, and never written anywhere, so that no text of an event can be taken for it. */
const mark = `digits:${crypto.getRandomValues(new Uint32Array(4)).join("-")}:`;
const marked = new RegExp(`"${mark}([^"]*)"`, "g");

/** How many JsonNumbers this call of writeJson has met; null outside of one. */
let met: number | null = null;

/**
 * JSON.stringify that writes each JsonNumber with its own digits: natively, with a marked text in the place of each, which
 * its digits replace afterwards. `space` indents, as there. Undefined for what JSON does not have, as there.
 */
export function writeJson(value: unknown, space?: number): string {
  met = 0;
  try {
    const text = JSON.stringify(value, undefined, space);
    return met === 0 ? text : text.replace(marked, "$1");
  } finally {
    met = null;
  }
}

/** The text that stands for a number's digits until they are written. Throws outside of writeJson. */
export function standIn(digits: string): string {
  if (met === null) throw new TypeError("A JsonNumber is written by writeJson, not by JSON.stringify.");
  met += 1;
  return `${mark}${digits}`;
}

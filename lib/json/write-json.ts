/** A random prefix that never leaves this process, so that no text of an event can be mistaken for a placeholder. */
const placeholderPrefix = `digits:${crypto.getRandomValues(new Uint32Array(4)).join("-")}:`;
const placeholderPattern = new RegExp(`"${placeholderPrefix}([^"]*)"`, "g");

/** How many placeholders the running call of writeJson has made; null if no call is running. */
let placeholderCount: number | null = null;

/**
 * Works like JSON.stringify, but writes each JsonNumber with its original digits: JSON.stringify writes a placeholder for each number, and
 * then the digits replace the placeholders. As in JSON.stringify, `space` indents the text, and the result for a value that JSON cannot
 * express is undefined.
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

/** Makes the placeholder for a number's digits. Throws if no call of writeJson is running. */
export function makePlaceholder(digits: string): string {
  if (placeholderCount === null)
    throw new TypeError("Write a JsonNumber with writeJson, not with JSON.stringify.");
  placeholderCount += 1;
  return `${placeholderPrefix}${digits}`;
}

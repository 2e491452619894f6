const valueMark = "\uE000";

/**
 * For each value in an XML text (one U+E000 each): whether escaping makes the value safe in its position. Escaping does so between
 * tags and in a quoted attribute, but not in a tag name, a comment, CDATA or a processing instruction.
 */
export function checkXmlPositions(text: string): boolean[] {
  const places: boolean[] = [];
  let at = 0;
  let quote: string | null = null;
  let inTag = false;
  while (at < text.length) {
    const closed = inTag ? null : skipUnparsed(text, at);
    if (closed !== null) {
      const values = text.slice(at, closed).split(valueMark).length - 1;
      places.push(...Array.from({ length: values }, () => false));
      at = closed;
      continue;
    }
    const sign = text[at];
    if (sign === valueMark) places.push(!inTag || quote !== null);
    else if (!inTag) inTag = sign === "<";
    else if (quote !== null) quote = sign === quote ? null : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === ">") inTag = false;
    at += 1;
  }
  return places;
}

const unparsedSections = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
  ["<!", ">"],
] as const;

/** The end of the comment, CDATA, instruction or declaration that starts here; null when none starts here. */
function skipUnparsed(text: string, at: number): number | null {
  if (text[at] !== "<") return null;
  const found = unparsedSections.find(([start]) => text.startsWith(start, at));
  if (!found) return null;
  const end = text.indexOf(found[1], at + found[0].length);
  return end === -1 ? text.length : end + found[1].length;
}

const valueMark = "\uE000";

/**
 * Returns, for each value in an XML text (marked by U+E000), whether escaping makes the value safe in its position: true between tags
 * and in a quoted attribute, false in a tag name, a comment, CDATA or a processing instruction.
 */
export function checkXmlPositions(text: string): boolean[] {
  const isSafeByValue: boolean[] = [];
  let at = 0;
  let quote: string | null = null;
  let inTag = false;
  while (at < text.length) {
    const sectionEnd = inTag ? null : findUnparsedSectionEnd(text, at);
    if (sectionEnd !== null) {
      const values = text.slice(at, sectionEnd).split(valueMark).length - 1;
      isSafeByValue.push(...Array.from({ length: values }, () => false));
      at = sectionEnd;
      continue;
    }
    const character = text[at];
    if (character === valueMark) isSafeByValue.push(!inTag || quote !== null);
    else if (!inTag) inTag = character === "<";
    else if (quote !== null) quote = character === quote ? null : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ">") inTag = false;
    at += 1;
  }
  return isSafeByValue;
}

const unparsedSections = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
  ["<!", ">"],
] as const;

/** Returns the end of the comment, CDATA, instruction or declaration that starts at `at`; null if none starts there. */
function findUnparsedSectionEnd(text: string, at: number): number | null {
  if (text[at] !== "<") return null;
  const found = unparsedSections.find(([start]) => text.startsWith(start, at));
  if (!found) return null;
  const end = text.indexOf(found[1], at + found[0].length);
  return end === -1 ? text.length : end + found[1].length;
}

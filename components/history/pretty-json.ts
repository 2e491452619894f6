/** Deeper levels are not indented further: white space must not outgrow what it sets out. */
const deepest = 20;

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Sets JSON text out in lines, two spaces a level. It moves white space only: numbers, key order, repeated keys and
 * escapes stay as they were sent, which parsing and writing anew would not keep. Null when the text is not JSON.
 */
export function prettyJson(text: string): string | null {
  if (!isJson(text)) return null;
  const parts: string[] = [];
  let depth = 0;
  let opened = false;
  const line = () => parts.push(`\n${"  ".repeat(Math.min(depth, deepest))}`);
  for (const [token] of text.matchAll(tokens)) {
    const closes = token === "}" || token === "]";
    if (closes) depth -= 1;
    if (closes !== opened) line();
    opened = token === "{" || token === "[";
    if (opened) depth += 1;
    parts.push(token === ":" ? ": " : token);
    if (token === ",") line();
  }
  return parts.join("");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

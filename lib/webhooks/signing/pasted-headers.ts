/**
 * Headers as a person pastes them: one a line ("Name: value", also as curl's -H '...'), or a JSON object. Names come
 * out in lower case; what is no header is left out.
 */
export function readPastedHeaders(text: string): Map<string, string> {
  const trimmed = text.trim();
  const pairs = trimmed.startsWith("{") ? fromJson(trimmed) : fromLines(trimmed);
  return new Map(pairs.map(([name, value]) => [name.trim().toLowerCase(), value.trim()]));
}

function fromLines(text: string): [string, string][] {
  return text.split(/\r?\n/).flatMap((line): [string, string][] => {
    const plain = line.replace(/^\s*(?:-H|--header)\s+(['"])(.*)\1\s*\\?\s*$/, "$2");
    const [, name, value] = /^\s*["']?([A-Za-z0-9-]+)["']?\s*[:=]\s*(.*?)\s*$/.exec(plain) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
}

function fromJson(text: string): [string, string][] {
  try {
    return Object.entries(JSON.parse(text) as object).map(([name, value]) => [
      name,
      String(Array.isArray(value) ? value[0] : value),
    ]);
  } catch {
    return fromLines(text);
  }
}

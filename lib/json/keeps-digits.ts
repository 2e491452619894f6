const [quote, backslash, minus] = [34, 92, 45];
/** If a JSON text has no match, JavaScript writes each of its numbers unchanged, and the text need not be scanned. */
const suspiciousDigitsPattern = /\d[eE]|\.\d*0(?!\d)|-0(?![.\d])|0\.00000|[\d.]{16}/;

/** Whether JavaScript writes this number of a JSON text with the same characters. */
export function keepsDigits(digits: string): boolean {
  return String(Number(digits)) === digits;
}

/**
 * Whether every number of a JSON text keeps its characters through JSON.parse and JSON.stringify. Scans by hand: a regular
 * expression for strings takes quadratic time on a hostile body.
 */
export function keepsAllDigits(json: string): boolean {
  if (!suspiciousDigitsPattern.test(json)) return true;
  let index = 0;
  while (index < json.length) {
    const code = json.charCodeAt(index);
    if (code === quote) index = findEndOfString(json, index + 1);
    else if (code === minus || isDigit(code)) {
      const end = findEndOfNumber(json, index + 1);
      if (!keepsDigits(json.slice(index, end))) return false;
      index = end;
    } else index += 1;
  }
  return true;
}

/** Returns the index after the string whose first character is at `from`. Takes linear time: each backslash is counted only once. */
function findEndOfString(json: string, from: number): number {
  for (let end = json.indexOf('"', from); end !== -1; end = json.indexOf('"', end + 1)) {
    let before = end;
    while (before > from && json.charCodeAt(before - 1) === backslash) before -= 1;
    if ((end - before) % 2 === 0) return end + 1;
  }
  return json.length;
}

function findEndOfNumber(json: string, from: number): number {
  let index = from;
  while (index < json.length && (isDigit(json.charCodeAt(index)) || ".eE+-".includes(json.charAt(index))))
    index += 1;
  return index;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

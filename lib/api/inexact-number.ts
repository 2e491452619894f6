const [quote, backslash, minus] = [34, 92, 45];
/** Bodies without any of these have no such number, and are not walked over. */
const suspicious = /\d{16}|\d[eE]/;

/**
 * The first number of a JSON text that JavaScript would silently turn into another: a whole number beyond 2^53, such as an
 * account's, or one so large that it would become null. RFC 8259, section 6, lets nobody rely on such numbers. Walks by hand:
 * a regular expression for strings takes quadratic time over a hostile body.
 */
export function inexactNumber(json: string): string | undefined {
  if (!suspicious.test(json)) return undefined;
  let index = 0;
  while (index < json.length) {
    const code = json.charCodeAt(index);
    if (code === quote) index = endOfString(json, index + 1);
    else if (code === minus || isDigit(code)) {
      const end = endOfNumber(json, index + 1);
      const token = json.slice(index, end);
      if (changes(token)) return token;
      index = end;
    } else index += 1;
  }
  return undefined;
}

function endOfString(json: string, from: number): number {
  for (let index = from; index < json.length; index += 1) {
    const code = json.charCodeAt(index);
    if (code === backslash) index += 1;
    else if (code === quote) return index + 1;
  }
  return json.length;
}

function endOfNumber(json: string, from: number): number {
  let index = from;
  while (index < json.length && (isDigit(json.charCodeAt(index)) || ".eE+-".includes(json.charAt(index))))
    index += 1;
  return index;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function changes(token: string): boolean {
  const value = Number(token);
  // "1-2" is no number: the parser says so.
  if (Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) return true;
  return token.length > 15 && /^-?\d+$/.test(token) && BigInt(value) !== BigInt(token);
}

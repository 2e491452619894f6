/**
 * Whether a regular expression repeats a group that holds a repeat or a choice, such as (a+)+ or (a|aa)*. On a value
 * that nearly fits, matching such a one can take time that doubles with every character, and an event must not be
 * able to stop the process that accepts it. Stricter than need be: some of these are harmless.
 */
export function repeatsRepeats(pattern: string): boolean {
  // Anything that cannot be matched in two ways is put out of the way first: escapes and character classes.
  const plain = pattern.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x");
  const risky: boolean[] = [];
  for (const [index, sign] of [...plain].entries()) {
    if (sign === "(") risky.push(false);
    else if (sign === ")") {
      const held = risky.pop() ?? false;
      if (held && /^[+*{]/.test(plain.slice(index + 1))) return true;
      if (held && risky.length > 0) risky[risky.length - 1] = true;
    } else if (/[+*{|]/.test(sign) && risky.length > 0) risky[risky.length - 1] = true;
  }
  return false;
}

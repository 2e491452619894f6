/** Without characters that are easily confused: 0 and o; 1, l and i. */
const letters = "23456789abcdefghjkmnpqrstuvwxyz";

/** A first password to hand over: four groups of five, 99 random bits. */
export function randomPassword(): string {
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, randomLetter).join("")).join("-");
}

/** Rejection sampling: values above the largest multiple of the number of letters would favor the first letters. */
function randomLetter(): string {
  const limit = 256 - (256 % letters.length);
  for (;;) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < limit) return letters[byte % letters.length] as string;
  }
}

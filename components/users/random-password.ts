/** Without characters that are easily confused: 0 and o; 1, l and i. */
const passwordCharacters = "23456789abcdefghjkmnpqrstuvwxyz";

/** A first password to hand over: four groups of five, 99 random bits. */
export function generatePassword(): string {
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, generateCharacter).join("")).join("-");
}

/** Rejection sampling: values above the largest multiple of the number of letters would favor the first letters. */
function generateCharacter(): string {
  const limit = 256 - (256 % passwordCharacters.length);
  for (;;) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < limit) return passwordCharacters[byte % passwordCharacters.length] as string;
  }
}

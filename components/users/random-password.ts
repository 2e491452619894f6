/** Letters and digits, except those that are easily confused: 0 and o; 1, l and i. */
const passwordCharacters = "23456789abcdefghjkmnpqrstuvwxyz";

/** Generates a password for another user: four groups of five characters, with 99 random bits. */
export function generatePassword(): string {
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, generateCharacter).join("")).join("-");
}

/** Rejection sampling: bytes above the largest multiple of the number of characters would favor the first characters. */
function generateCharacter(): string {
  const limit = 256 - (256 % passwordCharacters.length);
  for (;;) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < limit) return passwordCharacters[byte % passwordCharacters.length] as string;
  }
}

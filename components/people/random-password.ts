/** Without what is mixed up when it is read out: 0 and o, 1 and l and i. */
const letters = "23456789abcdefghjkmnpqrstuvwxyz";

/** A first password to hand over: four groups of five, 99 random bits. */
export function randomPassword(): string {
  return Array.from({ length: 4 }, () => Array.from({ length: 5 }, randomLetter).join("")).join("-");
}

/** Drawn again when it is not below a multiple of their number, so that every letter is as likely. */
function randomLetter(): string {
  const most = 256 - (256 % letters.length);
  for (;;) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < most) return letters[byte % letters.length] as string;
  }
}

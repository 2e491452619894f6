const patternByEncoding = {
  base64: /^[A-Za-z0-9+/]{43}=$/,
  hex: /^[0-9a-fA-F]{64}$/,
  "dashed-hex": /^[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){31}$/,
} as const;
type Encoding = keyof typeof patternByEncoding;

/** The encodings of an HMAC-SHA256 as texts name them. */
export const nameByEncoding = { base64: "base64", hex: "hex", "dashed-hex": "hex pairs with hyphens" };
/** The number of characters of an HMAC-SHA256 in each encoding. */
export const lengthByEncoding = { base64: 44, hex: 64, "dashed-hex": 95 };

/** Returns the encoding of a text that can be an HMAC-SHA256; undefined if it is none. */
export function detectEncoding(signature: string): Encoding | undefined {
  return (Object.keys(patternByEncoding) as Encoding[]).find((name) =>
    patternByEncoding[name].test(signature),
  );
}

/** Decodes an HMAC-SHA256 to its 32 bytes. The text must match its encoding, as found by detectEncoding. */
export function decodeSignature(signature: string, encoding: Encoding): Buffer {
  return encoding === "base64"
    ? Buffer.from(signature, "base64")
    : Buffer.from(signature.replaceAll("-", ""), "hex");
}

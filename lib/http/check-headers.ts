export type HeadersCheck = { ok: true } | { ok: false; name: string; message: string };

const countMax = 20;
const nameMax = 100;
const valueMax = 4096;

/** RFC 9110, 5.6.2 */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Stricter than RFC 9110, 5.5: no tab and nothing beyond ASCII, which receivers decode in different ways. */
const printable = /^[\x20-\x7e]*$/;

/** Headers of the connection and the content, which the sender sets (RFC 9110, 7.6.1 and 8). */
const reserved =
  /^(host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-.*)$/;
/** Headers that prove or identify a delivery: setting them would allow forgery. */
const signed = /^(webhook-.*|x-hookledger-.*|x-pl-signature|x-embarc-signature|abp-webhook-signature)$/;

/**
 * Checks the custom headers of a webhook (name -> value) when it is saved. `name` is the invalid header, and `message` a
 * sentence for the user who entered it.
 */
export function checkCustomHeaders(headers: Record<string, string>): HeadersCheck {
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    const message =
      seen.size >= countMax
        ? `A webhook can have at most ${countMax} custom headers.`
        : seen.has(lower)
          ? `The header "${name}" is set twice.`
          : (invalidName(name, lower) ?? invalidValue(name, value));
    if (message) return { ok: false, name, message };
    seen.add(lower);
  }
  return { ok: true };
}

function invalidName(name: string, lower: string): string | undefined {
  if (name === "") return "A header needs a name.";
  if (name.length > nameMax) return `A header name can have at most ${nameMax} characters.`;
  if (!token.test(name)) return "A header name can only contain letters, digits and !#$%&'*+-.^_`|~";
  if (reserved.test(lower)) return `The header "${name}" is set by the HTTP client and cannot be customized.`;
  if (signed.test(lower)) return `The header "${name}" is set by Hookledger and cannot be customized.`;
}

function invalidValue(name: string, value: string): string | undefined {
  if (value.length > valueMax) {
    return `The value of the header "${name}" can have at most ${valueMax} characters.`;
  }
  if (!printable.test(value)) {
    return `The value of the header "${name}" can only contain printable ASCII characters, without line breaks.`;
  }
}

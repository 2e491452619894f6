export type HeadersCheck = { ok: true } | { ok: false; name: string; message: string };

const maxHeaders = 20;
const maxNameLength = 100;
const maxValueLength = 4096;

/** A valid header name (RFC 9110, section 5.6.2). */
const tokenPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** A valid header value. Stricter than RFC 9110, section 5.5: no tab, and only ASCII, because receivers decode the rest differently. */
const printablePattern = /^[\x20-\x7e]*$/;

/** Headers of the connection and the content, which the sender sets (RFC 9110, 7.6.1 and 8). */
const reservedNamePattern =
  /^(host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-.*)$/;
/** Headers that prove or identify a delivery: setting them would allow forgery. */
const signatureNamePattern =
  /^(webhook-.*|x-hookledger-.*|x-pl-signature|x-embarc-signature|abp-webhook-signature)$/;

/**
 * Checks the custom headers (name -> value) of a webhook that is being saved. In the result, `name` is the name of the first
 * invalid header, and `message` tells the user why it is invalid.
 */
export function checkCustomHeaders(headers: Record<string, string>): HeadersCheck {
  const seenNames = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const lowerCaseName = name.toLowerCase();
    const message =
      seenNames.size >= maxHeaders
        ? `A webhook can have at most ${maxHeaders} custom headers.`
        : seenNames.has(lowerCaseName)
          ? `The header "${name}" is set twice.`
          : (findNameError(name, lowerCaseName) ?? findValueError(name, value));
    if (message) return { ok: false, name, message };
    seenNames.add(lowerCaseName);
  }
  return { ok: true };
}

function findNameError(name: string, lowerCaseName: string): string | undefined {
  if (name === "") return "A header needs a name.";
  if (name.length > maxNameLength) return `A header name can have at most ${maxNameLength} characters.`;
  if (!tokenPattern.test(name)) return "A header name can only contain letters, digits and !#$%&'*+-.^_`|~";
  if (reservedNamePattern.test(lowerCaseName))
    return `The header "${name}" belongs to the connection or the body and cannot be customized.`;
  if (signatureNamePattern.test(lowerCaseName))
    return `The header "${name}" is set by Hookledger and cannot be customized.`;
}

function findValueError(name: string, value: string): string | undefined {
  if (value.length > maxValueLength) {
    return `The value of the header "${name}" can have at most ${maxValueLength} characters.`;
  }
  if (!printablePattern.test(value)) {
    return `The value of the header "${name}" can only contain printable ASCII characters, without line breaks.`;
  }
}

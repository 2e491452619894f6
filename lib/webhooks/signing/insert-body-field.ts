import { CannotRender } from "../../dialects/dialect";

const [openBrace, closeBrace] = [0x7b, 0x7d];
const isSpace = (byte: number | undefined) =>
  byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

/**
 * Adds a field at the end of a JSON object. There it replaces a field of the same name, for parsers that keep the last one (RFC 8259,
 * section 4). All other bytes stay as they are. Throws CannotRender if the body is not an object in UTF-8.
 */
export function insertBodyField(body: Uint8Array, name: string, value: string): Buffer {
  let start = 0;
  while (isSpace(body[start])) start += 1;
  let end = body.length - 1;
  while (end > start && isSpace(body[end])) end -= 1;
  if (body[start] !== openBrace || body[end] !== closeBrace || end <= start) {
    throw new CannotRender(
      `The receiver authentication "API key in the body" adds the field "${name}" to a JSON object, but this body is not a JSON object. Choose another authentication or another body.`,
    );
  }
  let last = end - 1;
  while (isSpace(body[last])) last -= 1;
  const comma = last === start ? "" : ",";
  const field = Buffer.from(`${comma}${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return Buffer.concat([body.subarray(0, end), field, body.subarray(end)]);
}

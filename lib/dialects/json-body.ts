import { z } from "zod";
import type { RenderedBody } from "./dialect";

/**
 * How a JSON body encodes characters beyond ASCII, for dialects whose system does not define it. RFC 8259 defines no charset parameter,
 * but a servlet reads a body without one as ISO-8859-1, and some receivers accept only "application/json". Every receiver reads the
 * default, ASCII with escapes, correctly; .NET, PHP and Python also write JSON in this way by default.
 */
export const charsetSchema = z.enum(["ascii", "utf-8"]).default("ascii").meta({
  title: "Non-ASCII characters",
  description:
    "ascii: as JSON escapes, such as \\u00eb for ë, which every receiver reads correctly. utf-8: unescaped, with charset=UTF-8 in Content-Type.",
});
export type Charset = z.output<typeof charsetSchema>;

/** Encodes a JSON text as a body. */
export function buildJsonBody(json: string, charset: Charset): RenderedBody {
  return charset === "ascii"
    ? { body: Buffer.from(json.replace(nonAsciiPattern, escapeCodeUnit)), contentType: "application/json" }
    : { body: Buffer.from(json), contentType: "application/json; charset=UTF-8" };
}

/** Non-ASCII characters of JSON occur only inside strings. Each half of a surrogate pair is escaped separately. */
const nonAsciiPattern = /[\u0080-\uffff]/g;

/** Writes a UTF-16 code unit as an escape of JSON: `\u00eb` for ë. */
export function escapeCodeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

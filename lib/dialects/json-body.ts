import { z } from "zod";
import type { RenderedBody } from "./dialect";

/**
 * How a JSON body has its characters beyond ASCII, where the dialect's system does not say. RFC 8259 knows no charset, but
 * a servlet reads a body without one as ISO-8859-1, and some receivers want "application/json" and nothing else. The default
 * is read right by all of them, and it is how .NET, PHP and Python write JSON by themselves.
 */
export const charsetSchema = z.enum(["ascii", "utf-8"]).default("ascii").meta({
  title: "Characters beyond ASCII",
  description:
    "ascii: written as JSON escapes, such as \\u00eb for ë, which every receiver reads right. utf-8: as they are, and Content-Type says charset=UTF-8.",
});
export type Charset = z.output<typeof charsetSchema>;

/** The body of this JSON text. */
export function jsonBody(json: string, charset: Charset): RenderedBody {
  return charset === "ascii"
    ? { body: Buffer.from(json.replace(beyondAscii, escaped)), contentType: "application/json" }
    : { body: Buffer.from(json), contentType: "application/json; charset=UTF-8" };
}

/** Outside of strings JSON has none. Each half of a surrogate pair has an escape of its own. */
const beyondAscii = /[\u0080-\uffff]/g;

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

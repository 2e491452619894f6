import { type Template, TokenKind } from "liquidjs";
import { formatDate } from "./date";
import { TemplateNumber } from "./numbers";

const exactNumberPattern = /^-?(0|[1-9]\d*)(\.\d+)?$/;

interface ParsedPart {
  kind?: number;
  content?: unknown;
  name?: unknown;
  args?: unknown;
  input?: string;
  begin?: number;
  end?: number;
}

/**
 * Visits a parsed template once: numbers that JavaScript would change keep their digits, and date formats are checked even in
 * branches that no sample reaches. Throws for an invalid format.
 */
export function prepareTemplate(parts: Template[]): void {
  const seen = new Set<object>();
  const visit = (part: unknown): void => {
    if (part === null || typeof part !== "object" || seen.has(part)) return;
    seen.add(part);
    preparePart(part);
    // A tag also has a reference to the engine (`liquid`), which is not part of the template.
    for (const [name, inner] of Object.entries(part)) if (name !== "liquid") visit(inner);
  };
  visit(parts);
}

function preparePart(part: ParsedPart): void {
  if (part.kind === TokenKind.Number && typeof part.content === "number") {
    const text = part.input?.slice(part.begin, part.end) ?? "";
    if (exactNumberPattern.test(text) && String(part.content) !== text)
      part.content = new TemplateNumber(text);
  }
  const [format] = part.name === "date" && Array.isArray(part.args) ? (part.args as ParsedPart[]) : [];
  if (format?.kind !== TokenKind.Quoted) return;
  try {
    formatDate(null, format.content);
  } catch (error) {
    // Adds the position, as liquidjs does in its own errors.
    throw Object.assign(error as Error, { token: format });
  }
}

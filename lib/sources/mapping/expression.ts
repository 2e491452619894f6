import { CannotRender } from "../../dialects/dialect";
import { findTemplateError, isTemplate, renderTemplate } from "../../dialects/template/template";
import { isObject, readText } from "../systems/read-id";
import { CannotMap, type ReadMessage } from "../systems/source-system";

const roots = ["body", "headers"] as const;
/** Each part of a JSON pointer: "~" is written ~0, and "/" is written ~1 (RFC 6901, section 3). */
const pointerPattern = /^(?:\/(?:[^~/]|~[01])*)+$/;

export function isPointer(expression: string): boolean {
  return expression.startsWith("/");
}

/** Says why an expression of a mapping is not valid; null if it is. */
export function findExpressionError(expression: string): string | null {
  if (isPointer(expression)) {
    return pointerPattern.test(expression)
      ? null
      : 'This is not a JSON pointer (RFC 6901). Write "~" in a name as "~0", and "/" as "~1".';
  }
  return isTemplate(expression) ? findTemplateError(expression, roots) : null;
}

/**
 * Returns the text that an expression gives for a message, without spaces around it; undefined if it gives nothing. A pointer can point to
 * a text, a number (which keeps its digits) or a boolean. A template has the variables `body` and `headers` (names in lower case). Any
 * other text is a constant. Throws CannotMap.
 */
export function evaluateExpression(expression: string, message: ReadMessage): string | undefined {
  if (isPointer(expression)) {
    const value = readPointer(expression, message.body);
    if (typeof value === "boolean") return String(value);
    if (isObject(value) || Array.isArray(value)) {
      throw new CannotMap(
        `"${expression}" is ${Array.isArray(value) ? "a list" : "an object"} in this message. Point to a text or a number in the source's mapping.`,
      );
    }
    return readText(value);
  }
  if (!isTemplate(expression)) return readText(expression);
  try {
    const scope = { body: message.body, headers: Object.fromEntries(message.headers) };
    return readText(renderTemplate(expression, "text", scope));
  } catch (error) {
    if (error instanceof CannotRender) {
      const problem = error.message.replace(/\.$/, "");
      throw new CannotMap(
        `The template "${expression}" cannot be rendered: ${problem}. Correct it in the source's mapping.`,
      );
    }
    throw error;
  }
}

/** Returns the value at a JSON pointer (RFC 6901), such as "/loans/0/id"; undefined if there is none. */
export function readPointer(pointer: string, body: Record<string, unknown>): unknown {
  let value: unknown = body;
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) value = /^(0|[1-9]\d{0,9})$/.test(name) ? value[Number(name)] : undefined;
    else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

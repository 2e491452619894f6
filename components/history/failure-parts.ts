/**
 * The message of a failed attempt in its two parts: what happened, in one sentence, and the one next action. Messages
 * are written so (lib/http, lib/deliveries); the last full stop with a space is the border, since the first part may
 * name what a receiver sent.
 */
export function failureParts(message: string): { what: string; action: string | null } {
  const border = message.lastIndexOf(". ");
  if (border === -1) return { what: message, action: null };
  return { what: message.slice(0, border + 1), action: message.slice(border + 2) };
}

/** The text that `<input type="datetime-local">` has for this time, to the minute, in the viewer's zone or UTC. */
export function toInputTime(iso: string, utc: boolean): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  // Shifted by its own offset, a time's UTC digits are the local ones.
  const shown = utc ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shown.toISOString().slice(0, 16);
}

/** The other way round, as ISO 8601 with a zone; empty for what is no time. */
export function fromInputTime(text: string, utc: boolean): string {
  const at = new Date(utc && isInputTime(text) ? `${text}Z` : text);
  return Number.isNaN(at.getTime()) ? "" : at.toISOString();
}

/** Whether it is written as such an input writes it: without a zone. */
export function isInputTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text);
}

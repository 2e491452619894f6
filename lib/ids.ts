import { v7 } from "uuid";

/** A new UUIDv7 (RFC 9562, section 5.7) for now or for `at`: ids sort by the time they were made. */
export function newId(at?: Date): string {
  return at ? v7({ msecs: at.getTime() }) : v7();
}

/** The smallest UUIDv7 of the millisecond `at`: turns "since" into a bound on the primary key. */
export function idFloor(at: Date): string {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

/** The time in a UUIDv7, in ms: its first 48 bits (RFC 9562, section 5.7). */
export function idTime(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether `text` is written like a UUID. What is not cannot be an id here, so it is "not found", never a database error. */
export function isId(text: string): boolean {
  return uuid.test(text);
}

/** The NOTIFY channel of the embedded engine. */
export const channel = "hookledger_engine";

/** What a notification says. It is a hint and may be lost: workers look for themselves now and then. */
export type Wake = {
  /** Functions with runs that may start at once. */
  functionIds: string[];
  /** When the first of the runs that wait becomes due: milliseconds since the epoch. */
  dueAt?: number;
};

/** Reads a notification; one that is not ours, or of another version, wakes everything (undefined). */
export function readWake(payload: string | undefined): Wake | undefined {
  try {
    const wake: unknown = JSON.parse(payload ?? "");
    return isWake(wake) ? wake : undefined;
  } catch {
    return undefined;
  }
}

function isWake(value: unknown): value is Wake {
  return (
    typeof value === "object" && value !== null && "functionIds" in value && Array.isArray(value.functionIds)
  );
}

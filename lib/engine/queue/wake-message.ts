/** The NOTIFY channel of the embedded engine. */
export const wakeChannel = "hookledger_engine";

/** The content of a notification. It is a hint and may be lost: workers also poll. */
export type Wake = {
  /** Functions with runs that may start at once. */
  functionIds: string[];
  /** When the first waiting run is due: milliseconds since the epoch. */
  dueAt?: number;
};

/** Parses a notification. Undefined, which wakes all functions, if it is from another version or another program. */
export function parseWake(payload: string | undefined): Wake | undefined {
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

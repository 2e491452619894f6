/**
 * Whether an error means that the database cannot be used right now, so that retrying later helps: socket errors, and the
 * SQLSTATEs 08... (connection), 53... (no resources), 57P... (shutting down), 55000 (accepts no connections) and 25006
 * (read-only: a standby, or a former primary). Errors of broken connections have no code in node-postgres, so messages are compared too.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta } = error as { code?: unknown; meta?: { driverAdapterError?: { cause?: object } } };
  // Prisma wraps the error of the driver.
  const cause = meta?.driverAdapterError?.cause as { originalCode?: unknown; originalMessage?: string };
  return meansUnavailable(cause?.originalCode ?? code, cause?.originalMessage ?? error.message);
}

function meansUnavailable(code: unknown, message: string): boolean {
  const known = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|57P|08|53|55000|25006|P1001|P1002|P1017)/;
  if (typeof code === "string" && known.test(code)) return true;
  if (typeof code === "string" && !code.startsWith("P2")) return false;
  return /connection terminated|not queryable|query read timeout|timeout exceeded when trying to connect|connection timeout|unable to start a transaction/i.test(
    message,
  );
}

/** Whether a query exceeded its timeout. The error has no code in node-postgres, so its message is compared. */
export function isQueryTimeout(error: unknown): error is Error {
  return error instanceof Error && error.message === "Query read timeout";
}

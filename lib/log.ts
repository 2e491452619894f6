// Short file: everything logs with it, so it imports nothing of ours.
import pino from "pino";

/** One JSON object a line on stdout. Keys, passwords and payloads are never logged. */
export const log = pino({
  level: process.env.HOOKLEDGER_LOG_LEVEL || "info",
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
});

// Short file: every file may log, so this one imports no other file of Hookledger.
import pino from "pino";

/** Writes one JSON object per line to stdout. Keys, passwords and payloads are never logged. */
export const log = pino({
  level: process.env.HOOKLEDGER_LOG_LEVEL || "info",
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
});

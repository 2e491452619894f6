import { createServer } from "node:net";
import { findFreePort } from "../postgres/postgres-cluster";
import { Problem } from "../terminal/progress.mjs";
import { readSetting, usesInngest } from "./settings";

function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

/**
 * With Inngest, the worker listens too: on HOOKLEDGER_WORKER_PORT or, if that is not set, on the port after the web program's.
 * Throws a Problem if that port is in use.
 */
export async function checkWorkerPort(webPort: number): Promise<void> {
  if (!usesInngest()) return;
  const port = Number(readSetting("HOOKLEDGER_WORKER_PORT") ?? webPort + 1);
  if (await isPortFree(port)) return;
  throw new Problem(`Port ${port}, where the worker would listen, is in use by another program.`, {
    advice: "Stop that program, or set HOOKLEDGER_WORKER_PORT to another port.",
  });
}

/** Returns the port for the web program: PORT; 3000 if PORT is not set; any free port if PORT is 0. Throws a Problem if it is in use. */
export async function choosePort(): Promise<number> {
  const text = readSetting("PORT") ?? "3000";
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Problem(`PORT must be a whole number from 0 to 65535, but is ${text}.`);
  if (port === 0) return await findFreePort();
  if (await isPortFree(port)) return port;
  throw new Problem(`Port ${port} is in use by another program.`, {
    advice: `Stop that program, or choose another port: PORT=${port + 1} npm start (or PORT in .env).`,
  });
}

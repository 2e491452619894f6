// Short file: the fixtures, the pictures and the Lighthouse run start the demo.
import { join } from "node:path";
import { findFreePort } from "./free-port";
import { startNode } from "./process";
import { type System, startSystem } from "./system";

/** The demo as `npm start` creates it, filled by the real engine; its webhooks send to the demo's own port. */
export async function startDemo(): Promise<System> {
  const demo = await startSystem({ HOOKLEDGER_DEMO: "1", PORT: String(await findFreePort()) });
  const filling = startNode(["--import", "tsx", join(import.meta.dirname, "../prisma/demo.ts")], demo.env);
  await filling.whenEnded;
  if (filling.exitCode() !== 0) throw new Error(filling.lines.join("\n"));
  return demo;
}

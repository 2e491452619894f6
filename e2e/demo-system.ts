// A separate file, because the fixtures, the pictures and the Lighthouse run all start the demo.
import { join } from "node:path";
import { findFreePort } from "./free-port";
import { startNode } from "./process";
import { type System, startSystem } from "./system";

/** Starts the demo as `npm start` does. The real engine sends its deliveries; its webhooks point to the demo's own port. */
export async function startDemo(): Promise<System> {
  const demo = await startSystem({ HOOKLEDGER_DEMO: "1", PORT: String(await findFreePort()) });
  const seeding = startNode(["--import", "tsx", join(import.meta.dirname, "../prisma/demo.ts")], demo.env);
  await seeding.whenEnded;
  if (seeding.exitCode() !== 0) throw new Error(seeding.lines.join("\n"));
  return demo;
}

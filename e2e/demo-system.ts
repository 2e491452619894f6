// A separate file, because the fixtures, the pictures and the Lighthouse run all start the demo.
import { join } from "node:path";
import { runScript } from "./fill-template";
import { findFreePort } from "./free-port";
import { type System, startSystem } from "./system";

/** Starts the demo as `npm start` does. The real engine sends its deliveries; its webhooks point to the demo's own port. */
export async function startDemo(): Promise<System> {
  const demo = await startSystem({ HOOKLEDGER_DEMO: "1", PORT: String(await findFreePort()) });
  for (const script of ["seed", "demo"])
    await runScript(demo.env, join(import.meta.dirname, `../prisma/${script}.ts`));
  return demo;
}

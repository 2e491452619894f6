// This is a file of its own because two measures compare the system with the floor.
import type { Load, Stage } from "./stage";
import { startTool } from "./tool-process";

type Target = Pick<Load, "url" | "apiKey" | "types">;

/** Starts the two minimal processes of the floor (floor.mjs), and runs `work` with the target to post to and the IDs of these processes. */
export async function withFloor<T>(
  stage: Stage,
  work: (target: Target, pids: number[]) => Promise<T>,
): Promise<T> {
  const databaseUrl = await stage.createEmptyDatabase();
  const web = await startTool<{ url: string }>("floor.mjs", ["web", databaseUrl]);
  const worker = await startTool("floor.mjs", ["worker", databaseUrl, stage.sink.urls[0] ?? ""]);
  const target = { url: web.readyMessage.url, apiKey: "none", types: ["none"] };
  return await work(target, [web.pid, worker.pid]).finally(() => Promise.all([web.stop(), worker.stop()]));
}

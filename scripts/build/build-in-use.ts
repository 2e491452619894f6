import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isStale, keepFresh } from "../install/folder-lock.mjs";
import { root } from "../start/settings";
import { Problem } from "../terminal/progress.mjs";

/** Has one file for each running Hookledger that serves this folder's build, named after its process ID. */
const marksFolder = join(root, ".data/build-in-users");

/** Marks the build as in use by this process until the returned function is called or the process ends. */
export async function markBuildInUse(folder = marksFolder): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const mark = join(folder, String(process.pid));
  await writeFile(mark, String(process.pid));
  const stopHeartbeat = keepFresh(mark);
  return async () => {
    stopHeartbeat();
    await rm(mark, { force: true });
  };
}

/**
 * Throws a Problem when a running Hookledger serves the build: if the build were replaced, that process would mix pages of
 * two versions, because it loads pages as they are needed.
 */
export async function rejectWhileInUse(folder = marksFolder): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const mark = join(folder, name);
    if (await isStale(mark)) await rm(mark, { force: true });
    else
      throw new Problem(
        `A running Hookledger (pid ${name}) is serving this folder's build, and the sources have changed.`,
        {
          advice: "Stop Hookledger first (Ctrl-C), or work in another copy of the folder.",
        },
      );
  }
}

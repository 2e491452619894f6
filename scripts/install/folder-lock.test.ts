import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { withFolderLock } from "./folder-lock.mjs";

async function createFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "hookledger-lock-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** The ID of a process that has ended. */
const makeEndedPid = () => String(spawnSync(process.execPath, ["-e", ""]).pid);

test("callers that find a stale lock at the same time hold the lock one after another", async () => {
  const folder = await createFolder();
  const pid = makeEndedPid();
  const compete = async (lock: string) => {
    await writeFile(lock, pid);
    let runningCount = 0;
    let maxRunning = 0;
    const work = async () => {
      runningCount += 1;
      maxRunning = Math.max(maxRunning, runningCount);
      await delay(1);
      runningCount -= 1;
    };
    const callers = Array.from({ length: 4 }, async (_, turns) => {
      // Each caller starts a little later than the previous one, so that they are at different steps.
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      await withFolderLock(lock, work);
    });
    await Promise.all(callers);
    return maxRunning;
  };
  const locks = Array.from({ length: 5 }, (_, number) => join(folder, `${number}.lock`));
  for (const lock of locks) expect(await compete(lock)).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test("a stale lock can be taken even if a process was killed while it removed that lock", async () => {
  const lock = join(await createFolder(), "work.lock");
  const pid = makeEndedPid();
  await writeFile(lock, pid);
  await writeFile(`${lock}.removal`, pid);
  expect(await withFolderLock(lock, async () => "done")).toBe("done");
});

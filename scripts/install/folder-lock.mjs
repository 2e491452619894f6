import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const heartbeatMs = 2_000;
const staleMs = 15_000;

/** Returns whether a lock is stale: its process has ended, or its heartbeat stopped 15 s ago (its process ID may have been reused). */
export async function isStale(path) {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
    if (Date.now() - mtimeMs > staleMs) return true;
    const pid = Number(text);
    if (!pid) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    if (error.code === "ENOENT") return false;
    return error.code === "ESRCH";
  }
}

async function takeLock(path) {
  try {
    const handle = await open(path, "wx");
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes a lock file if it is stale; returns whether it did. The last check and the removal need a second lock: otherwise a
 * process that is slow after its check could remove the lock that another process has just taken.
 */
async function removeIfStale(path) {
  if (!(await isStale(path))) return false;
  const removalLock = `${path}.removal`;
  if (!(await takeLock(removalLock))) {
    // If this lock is stale too, its process was killed before it could remove the lock.
    if (await isStale(removalLock)) await rm(removalLock, { force: true });
    return false;
  }
  try {
    const stale = await isStale(path);
    if (stale) await rm(path, { force: true });
    return stale;
  } finally {
    await rm(removalLock, { force: true });
  }
}

/** Keeps the lock file `path` fresh until the returned function is called. */
export function keepFresh(path) {
  const heartbeat = setInterval(() => {
    const now = new Date();
    // The work in progress continues even if the lock was removed by hand.
    utimes(path, now, now).catch(() => {});
  }, heartbeatMs).unref();
  return () => clearInterval(heartbeat);
}

/**
 * Runs `work` while no other process of this machine holds the lock file `path`; waits for its turn, however long.
 * `onWait` is called once when it has to wait.
 */
export async function withFolderLock(path, work, onWait) {
  await mkdir(dirname(path), { recursive: true });
  for (let waited = false; !(await takeLock(path)); waited = true) {
    if (!waited) onWait?.();
    if (!(await removeIfStale(path))) await delay(200);
  }
  const stopHeartbeat = keepFresh(path);
  try {
    return await work();
  } finally {
    stopHeartbeat();
    await rm(path, { force: true });
  }
}

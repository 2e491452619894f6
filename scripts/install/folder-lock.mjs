import { mkdir, open, readFile, rm, stat, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const beatMs = 2_000;
const staleMs = 15_000;

/** A lock is stale when its process is gone, or when its heartbeat stopped 15 s ago (the process ID may have been reused). */
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
 * Returns whether it removed a stale lock file. Only who holds a lock of its own for that looks and removes: otherwise a process
 * that was slow after looking could remove the lock that another process has just taken.
 */
async function removeIfStale(path) {
  if (!(await isStale(path))) return false;
  const removalLock = `${path}.removal`;
  if (!(await takeLock(removalLock))) {
    // Whoever held it was killed within these few steps.
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
  const beat = setInterval(() => {
    const now = new Date();
    // The work in progress continues even if the lock was removed by hand.
    utimes(path, now, now).catch(() => {});
  }, beatMs).unref();
  return () => clearInterval(beat);
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
  const stopBeat = keepFresh(path);
  try {
    return await work();
  } finally {
    stopBeat();
    await rm(path, { force: true });
  }
}

import { randomBytes } from "node:crypto";
import { link, rename, rm, writeFile } from "node:fs/promises";

/** Writes a private file whole or not at all; with `exclusive`, only if it does not exist. */
export async function writePrivateFile(path: string, text: string, exclusive = false): Promise<void> {
  const partial = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  await writeFile(partial, text, { mode: 0o600, flush: true });
  try {
    if (exclusive) await link(partial, path);
    else await rename(partial, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(partial, { force: true });
  }
}

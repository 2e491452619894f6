import { readFile } from "node:fs/promises";

const systemHostsFile =
  process.platform === "win32"
    ? `${process.env.SystemRoot ?? "C:\\Windows"}\\System32\\drivers\\etc\\hosts`
    : "/etc/hosts";

/** Whether a hosts file lists this host, so that the system's resolver needs no name server for it. */
export async function isInHostsFile(hostname: string, path = systemHostsFile): Promise<boolean> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.split("\n").some((line) => {
    const [, ...names] = line.replace(/#.*/, "").trim().toLowerCase().split(/\s+/);
    return names.includes(hostname.toLowerCase());
  });
}

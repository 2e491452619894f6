import type { Violation } from "./source";

interface LockedPackage {
  optionalDependencies?: Record<string, string>;
}

const folder = "node_modules/";

/** The folders in which Node looks for a package that the one at `path` asks for, the nearest first. */
function lookedIn(path: string): string[] {
  const above = path.lastIndexOf(folder);
  if (path === "") return [folder];
  return [`${path}/${folder}`, ...(above < 0 ? [folder] : lookedIn(path.slice(0, above).replace(/\/$/, "")))];
}

/**
 * A lock file names the optional packages of every platform, not only of the one it was written on (npm leaves out what a
 * registry or an existing node_modules lacked): else `npm ci` of a newer npm rejects it elsewhere, or leaves binaries out.
 */
export function checkLock(text: string): Violation[] {
  const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(text);
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !lookedIn(path).some((each) => packages[each + name]))
      .map((name) => ({
        path: "package-lock.json",
        line: text.slice(0, text.indexOf(`"${path}": {`)).split("\n").length,
        rule: "lock",
        todo: `${name}, optional for ${path || "us"}, is missing; regenerate package-lock.json against a registry that has it`,
      })),
  );
}

import type { Violation } from "./source";

interface LockedPackage {
  optionalDependencies?: Record<string, string>;
}

const modulesFolder = "node_modules/";

/** The folders in which Node looks for a dependency of the package at `path`, nearest first. */
function listLookupFolders(path: string): string[] {
  const above = path.lastIndexOf(modulesFolder);
  if (path === "") return [modulesFolder];
  return [
    `${path}/${modulesFolder}`,
    ...(above < 0 ? [modulesFolder] : listLookupFolders(path.slice(0, above).replace(/\/$/, ""))),
  ];
}

/**
 * The lock file must have the optional packages of every platform, not only of the one on which it was written. npm omits
 * packages that the registry or an existing node_modules lacked; on other platforms, `npm ci` then fails or omits binaries.
 */
export function checkPackageLock(text: string): Violation[] {
  const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(text);
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !listLookupFolders(path).some((each) => packages[each + name]))
      .map((name) => ({
        path: "package-lock.json",
        line: text.slice(0, text.indexOf(`"${path}": {`)).split("\n").length,
        rule: "package-lock",
        todo: `${name}, an optional dependency of ${path || "the root package"}, is missing; regenerate package-lock.json against a registry that has it`,
      })),
  );
}

import { posix } from "node:path";

/** One file of the repository. `path` is relative to the root folder and uses slashes. */
export interface Source {
  path: string;
  text: string;
}

export interface Import {
  line: number;
  /** A path from the root without extension ("lib/db"), or the name of a package ("pg", "node:net"). */
  target: string;
  isPackage: boolean;
  /** Whether it is an `import type` or `export type`, which does not exist at run time. */
  isType: boolean;
}

export interface Violation {
  path: string;
  line: number;
  rule: string;
  todo: string;
}

const importPatterns = [
  /^[ \t]*(?:import|export)\s+(type\s)?[^;"'()=]*?\bfrom\s*["']([^"']+)["']/gm,
  /^[ \t]*import()\s*["']([^"']+)["']/gm,
  /\b(?:import|require)()\(\s*["']([^"']+)["']/g,
];

function findLine(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

function resolveSpecifier(from: string, specifier: string): { target: string; isPackage: boolean } {
  const local = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".")
      ? posix.join(posix.dirname(from), specifier)
      : undefined;
  if (local === undefined) return { target: specifier, isPackage: true };
  return { target: local.replace(/\.(m?[jt]sx?)$/, ""), isPackage: false };
}

/** Lists all imports of a file: static, dynamic and re-exports. */
export function listImports({ path, text }: Source): Import[] {
  return importPatterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      line: findLine(text, match.index + match[0].search(/\S/)),
      isType: Boolean(match[1]),
      ...resolveSpecifier(path, match[2] ?? ""),
    })),
  );
}

export const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path);

/** The top folder of a path; files beside package.json (server.ts, worker.ts, configurations) are "root". */
export const findLayer = (path: string) => (path.includes("/") ? (path.split("/")[0] ?? "") : "root");

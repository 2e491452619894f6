import { findLayer, type Import, isTest, listImports, type Source, type Violation } from "./source";

/** The folders from which the code of each folder may import. Folders not listed (scripts, testing, e2e, bench) are only tools. */
const allowedLayers: Record<string, string[]> = {
  app: ["app", "components", "inngest", "lib"],
  inngest: ["inngest", "lib"],
  components: ["components"],
  lib: ["lib"],
  demo: ["demo", "lib"],
  prisma: ["prisma", "demo", "lib"],
  root: ["root", "app", "inngest", "lib"],
};

/** Returns the given folders and all folders that they may import, directly or indirectly. */
export function listImportableLayers(...layers: string[]): Set<string> {
  const found = new Set(layers);
  for (const layer of found) for (const next of allowedLayers[layer] ?? []) found.add(next);
  return found;
}

const isSchema = (target: string) => /^lib\/(.+\/)?schema$/.test(target);
const isGenerated = (target: string) => target.startsWith("prisma/generated");

/** Tool configurations (vitest.config.ts) are not part of the product. */
const isToolConfig = (path: string) => /^[^/]+\.config\.[mc]?[jt]s$/.test(path);

function checkDirection(path: string, { target, isPackage }: Import): string | undefined {
  if (isPackage || isToolConfig(path)) return undefined;
  const from = findLayer(path);
  const to = target.includes("/") ? findLayer(target) : from === "root" ? "root" : findLayer(`${target}/`);
  if (!allowedLayers[from] || allowedLayers[from].includes(to)) return undefined;
  if (from === "components" && isSchema(target)) return undefined;
  if (from === "lib" && isGenerated(target)) return undefined;
  if (isTest(path) && to === "testing") return undefined;
  const open = from === "components" ? "components and lib/**/schema" : allowedLayers[from].join(", ");
  return `${from} must not import ${target}, only ${open}: move the shared code down, or pass it as an argument`;
}

const layersWithoutDatabase = new Set(["app", "components", "inngest", "demo"]);
const isDatabaseImport = ({ target, isPackage }: Import) =>
  isPackage ? /^(pg|@prisma\/.+)$/.test(target) : target === "lib/db" || isGenerated(target);

/**
 * Only lib uses the database, with three exceptions: server.ts and worker.ts (root) close the process's connections at its
 * end, prisma and the tools set up databases, and database tests read what was written.
 */
function checkDatabase(path: string, each: Import): string | undefined {
  if (!layersWithoutDatabase.has(findLayer(path)) || path.endsWith(".db.test.ts") || !isDatabaseImport(each))
    return undefined;
  return `only lib may use the database: call a use case or a query of lib instead of ${each.target}`;
}

const networkModules = /^(undici|(node:)?(http|https|http2|net|tls|dgram))$/;
const guardedLayers = new Set(["app", "components", "inngest", "lib", "demo"]);

/** Only lib/http may use network modules. Tests may too, because they act as receivers and listen on ports. */
function checkSending(path: string, { target, isType, isPackage }: Import): string | undefined {
  if (!guardedLayers.has(findLayer(path)) || path.startsWith("lib/http/") || isTest(path)) return undefined;
  if (!isPackage || isType || !networkModules.test(target)) return undefined;
  return `only lib/http may open connections: send through it instead of ${target}`;
}

const ruleChecks = { direction: checkDirection, database: checkDatabase, sending: checkSending };

/** The rules for imports: their direction, which code may use the database, and which code may open connections. */
export function checkImports(source: Source): Violation[] {
  return listImports(source).flatMap((each) =>
    Object.entries(ruleChecks).flatMap(([rule, check]) => {
      const todo = check(source.path, each);
      return todo ? [{ path: source.path, line: each.line, rule, todo }] : [];
    }),
  );
}

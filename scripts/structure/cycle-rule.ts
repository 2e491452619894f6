import { isTest, listImports, type Source, type Violation } from "./source";

/** A folder of lib is one unit; each file directly in lib is a unit too. */
function findUnit(path: string): string | undefined {
  return /^lib\/([^/.]+)/.exec(path)?.[1];
}

interface Edge {
  path: string;
  line: number;
  to: string;
}

function listEdges(sources: Source[]): Map<string, Edge[]> {
  const edges = new Map<string, Edge[]>();
  for (const source of sources) {
    const from = findUnit(source.path);
    if (!from || isTest(source.path)) continue;
    for (const { target, isPackage, isType, line } of listImports(source)) {
      const to = isPackage || isType ? undefined : findUnit(target);
      if (!to || to === from) continue;
      edges.set(from, [...(edges.get(from) ?? []), { path: source.path, line, to }]);
    }
  }
  return edges;
}

function findPathBack(
  edges: Map<string, Edge[]>,
  from: string,
  to: string,
  seen = new Set<string>(),
): string[] | undefined {
  if (from === to) return [to];
  if (seen.has(from)) return undefined;
  seen.add(from);
  for (const edge of edges.get(from) ?? []) {
    const rest = findPathBack(edges, edge.to, to, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
}

/**
 * The folders of lib import each other in one direction only (type-only imports do not count). Biome's noImportCycles
 * (biome.json) finds cycles of files but not of folders: two folders can form a cycle without any cycle of files.
 */
export function checkCycles(sources: Source[]): Violation[] {
  const edges = listEdges(sources);
  return [...edges].flatMap(([from, out]) =>
    out.flatMap(({ path, line, to }) => {
      const back = findPathBack(edges, to, from);
      if (!back) return [];
      const todo = `lib/${[from, ...back].join(" -> lib/")}: move what they share into a module below them`;
      return [{ path, line, rule: "cycle", todo }];
    }),
  );
}

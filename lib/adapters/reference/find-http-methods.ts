import { type Adapter, adapters } from "./adapters";

interface PathPattern {
  path: string;
  pattern: RegExp;
  methods: string[];
}

const patternsByAdapter = new Map(adapters.map((adapter) => [adapter, buildPatterns(adapter)]));

/** The methods of an adapter's calls at a path; undefined if there is no call. */
export function findHttpMethods(adapter: Adapter, path: string): string[] | undefined {
  return patternsByAdapter.get(adapter)?.find(({ pattern }) => pattern.test(path))?.methods;
}

/** As in Next, literal segments come before parameters: `/hooks/template` before `/hooks/{hookId}`. */
function buildPatterns({ calls, bases: [base, ...others] = [], paths: { flags } }: Adapter): PathPattern[] {
  const byPath = new Map<string, PathPattern>();
  for (const { method, path } of Object.values(calls)) {
    const aliases = base === undefined ? [] : others.map((other) => other + path.slice(base.length));
    for (const each of [path, ...aliases]) {
      const pattern = new RegExp(`^${each.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}/?$`, flags);
      const entry = byPath.get(each) ?? { path: each, pattern, methods: [] };
      entry.methods.push(method);
      byPath.set(each, entry);
    }
  }
  const countParameters = ({ path }: PathPattern) => path.split("{").length;
  return [...byPath.values()].sort((one, other) => countParameters(one) - countParameters(other));
}

import { type Adapter, adapters } from "./adapters";

interface Pattern {
  path: string;
  fits: RegExp;
  methods: string[];
}

const patterns = new Map(adapters.map((adapter) => [adapter, patternsOf(adapter)]));

/** The methods of an adapter's calls at the path of a request; undefined where there is no call. */
export function methodsAt(adapter: Adapter, path: string): string[] | undefined {
  return patterns.get(adapter)?.find(({ fits }) => fits.test(path))?.methods;
}

/** As in Next, what is spelled out comes before what varies: `/hooks/template` before `/hooks/{hookId}`. */
function patternsOf({ calls, bases: [base, ...others] = [], paths: { flags } }: Adapter): Pattern[] {
  const made = new Map<string, Pattern>();
  for (const { method, path } of Object.values(calls)) {
    const same = base === undefined ? [] : others.map((other) => other + path.slice(base.length));
    for (const each of [path, ...same]) {
      const fits = new RegExp(`^${each.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}/?$`, flags);
      const pattern = made.get(each) ?? { path: each, fits, methods: [] };
      pattern.methods.push(method);
      made.set(each, pattern);
    }
  }
  const varying = ({ path }: Pattern) => path.split("{").length;
  return [...made.values()].sort((one, other) => varying(one) - varying(other));
}

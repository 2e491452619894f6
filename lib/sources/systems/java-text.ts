import { spend } from "../../evaluation/steps";

/** A map or list that is being read. */
interface Container {
  kind: "map" | "list";
  outer: Container | null;
  depth: number;
}

interface Found {
  value: unknown;
  /** The index after the value. */
  end: number;
}

const maxDepth = 64;
const closerByKind = { map: "}", list: "]" } as const;
const kindByOpener: Readonly<Record<string, Container["kind"] | undefined>> = { "{": "map", "[": "list" };
/** The name of an entry, with its equals sign. A name that could set a prototype is read as a part of the text before it. */
const namePattern = /(?!__proto__=)[\w.-]+=/y;
const endPattern = /, |[}\]]/g;

/**
 * Reads the text that Java prints for a map or list, such as `{locale=en, dates=[2024.0, 2.0], note=a, b}`; any other text is a scalar.
 * Java escapes nothing, so the text is ambiguous. A value of a map ends where a comma, a space and a name with an equals sign follow,
 * or where every bracket that is open closes in order. So a text may contain spaces, commas, equals signs and brackets, as in
 * `{note=a = b, c}`; but a text that itself looks like another entry becomes one: `{note=a, b=c}` has two. A value of a list
 * ends at each comma with a space. Spends steps of the running allowance (lib/evaluation/steps.ts), because texts with brackets that do not
 * close are read several times.
 * @param readScalar converts a text that is neither a map nor a list
 */
export function readJavaValue(text: string, readScalar: (text: string) => unknown): unknown {
  const kind = kindByOpener[text.charAt(0)];
  const found = kind && readContainer({ text, readScalar }, 0, { kind, outer: null, depth: 1 });
  return found ? found.value : readScalar(text);
}

interface Input {
  text: string;
  readScalar: (text: string) => unknown;
}

function readContainer(input: Input, from: number, container: Container): Found | undefined {
  const { text } = input;
  const { kind } = container;
  const entries: [name: string, value: unknown][] = [];
  const finish = (end: number): Found => ({
    value: kind === "map" ? Object.fromEntries(entries) : entries.map(([, value]) => value),
    end,
  });
  if (text[from + 1] === closerByKind[kind])
    return isEnd(text, from + 1, container) ? finish(from + 2) : undefined;
  for (let index = from + 1; ; index += 2) {
    const name = kind === "map" ? readName(text, index) : "";
    if (name === undefined) return undefined;
    const found = readValue(input, kind === "map" ? index + name.length + 1 : index, container);
    if (!found) return undefined;
    entries.push([name, found.value]);
    index = found.end;
    if (text[index] === closerByKind[kind]) return finish(index + 1);
  }
}

function readValue(input: Input, from: number, container: Container): Found | undefined {
  if (!spend(1)) return undefined;
  const kind = kindByOpener[input.text.charAt(from)];
  if (kind && container.depth < maxDepth) {
    const nested = readContainer(input, from, { kind, outer: container, depth: container.depth + 1 });
    if (nested) return nested;
  }
  const end = findEnd(input.text, from, container);
  if (end === undefined) return undefined;
  const text = input.text.slice(from, end);
  return { value: container.kind === "list" && text === "null" ? null : input.readScalar(text), end };
}

/** Finds the first place from `from` on where a value of the container can end. */
function findEnd(text: string, from: number, container: Container): number | undefined {
  endPattern.lastIndex = from;
  for (let match = endPattern.exec(text); match; match = endPattern.exec(text)) {
    const next = endPattern.lastIndex;
    if (!spend(1)) return undefined;
    if (isEnd(text, match.index, container)) return match.index;
    endPattern.lastIndex = next;
  }
  return undefined;
}

/** Whether a value of the container can end at this index: before the next entry, or where the container and those around it close. */
function isEnd(text: string, at: number, { kind, outer }: Container): boolean {
  if (text[at] === closerByKind[kind])
    return outer === null ? at === text.length - 1 : isEnd(text, at + 1, outer);
  return text.startsWith(", ", at) && (kind === "list" || readName(text, at + 2) !== undefined);
}

function readName(text: string, at: number): string | undefined {
  namePattern.lastIndex = at;
  return namePattern.exec(text)?.[0].slice(0, -1);
}

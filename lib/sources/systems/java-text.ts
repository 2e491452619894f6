import { spend } from "../../evaluation/steps";

/** A map or list that is being read. */
interface Container {
  kind: "map" | "list";
  outer: Container | null;
  /** The brackets that are open, from the outermost to this one: "{[" is a list in a map. */
  path: string;
}

interface Found {
  value: unknown;
  /** The index after the value. */
  end: number;
}

interface Input {
  text: string;
  readScalar: (text: string) => unknown;
  /** The last place where a container with this path can close; 0 if there was none after the place where one was looked for first. */
  lastCloseByPath: Map<string, number>;
}

const maxDepth = 64;
const closerByKind = { map: "}", list: "]" } as const;
const kindByOpener: Readonly<Record<string, Container["kind"] | undefined>> = { "{": "map", "[": "list" };
/** The name of an entry, with its equals sign. A name that could set a prototype is read as a part of the text before it. */
const namePattern = /(?!__proto__=)[\w.-]{1,200}=/y;
const endPattern = /, |[}\]]/g;
/** Looking at this many characters of the text costs a step. */
const charactersPerStep = 16;

/**
 * Reads the text that Java prints for a map or list, such as `{locale=en, dates=[2024.0, 2.0], note=a, b}`; any other text is a scalar.
 * Java escapes nothing, so the text is ambiguous. A value of a map ends where a comma, a space and a name with an equals sign follow,
 * or where every bracket that is open closes in order. So a text may contain spaces, commas, equals signs and brackets, as in
 * `{note=a = b, c}`; but a text that itself looks like another entry becomes one: `{note=a, b=c}` has two. A value of a list
 * ends at each comma with a space.
 *
 * A bracket opens a map or list only if it can close again (canClose), so nothing is read twice, and the time grows with the length of the
 * text. Everything spends steps of the running allowance (lib/evaluation/steps.ts): each value, and each character that is looked at.
 * @param readScalar converts a text that is neither a map nor a list
 */
export function readJavaValue(text: string, readScalar: (text: string) => unknown): unknown {
  const opener = text.charAt(0);
  const kind = kindByOpener[opener];
  spend(text.length / charactersPerStep);
  if (kind === undefined || !text.endsWith(closerByKind[kind])) return readScalar(text);
  const input = { text, readScalar, lastCloseByPath: new Map([[opener, text.length - 1]]) };
  const found = readContainer(input, 0, { kind, outer: null, path: opener });
  return found ? found.value : readScalar(text);
}

/** Reads a map or list; undefined if the text is none, or if no steps are left. */
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
  if (kind === "map" && readName(text, from + 1) === undefined) return undefined;
  if (!canClose(input, from, container)) return undefined;
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
  const opener = input.text.charAt(from);
  const kind = kindByOpener[opener];
  if (kind && container.path.length < maxDepth) {
    const nested = readContainer(input, from, { kind, outer: container, path: container.path + opener });
    if (nested) return nested;
  }
  const end = findEnd(input.text, from, container);
  if (end === undefined) return undefined;
  const text = input.text.slice(from, end);
  return { value: container.kind === "list" && text === "null" ? null : input.readScalar(text), end };
}

/**
 * Whether a container that opens at `from` can close, so early that those around it still can close after it. Then each of its values has
 * an end. The last place is the same for all containers with the same path, and the text is read from left to right, so it is looked for
 * once for each path.
 */
function canClose({ text, lastCloseByPath }: Input, from: number, container: Container): boolean {
  const { kind, outer, path } = container;
  let last = lastCloseByPath.get(path);
  if (last === undefined) {
    const closer = closerByKind[kind];
    const start = lastCloseByPath.get(outer?.path ?? "") ?? 0;
    last = text.lastIndexOf(closer, start - 1);
    while (last > from && !isEnd(text, last, container)) last = text.lastIndexOf(closer, last - 1);
    if (!spend((start - Math.max(last, 0)) / charactersPerStep)) return false;
    last = last > from ? last : 0;
    lastCloseByPath.set(path, last);
  }
  return last > from;
}

/** Finds the first place from `from` on where a value of the container can end. */
function findEnd(text: string, from: number, container: Container): number | undefined {
  let start = from;
  for (;;) {
    endPattern.lastIndex = start;
    const match = endPattern.exec(text);
    const next = match ? endPattern.lastIndex : text.length;
    if (!spend((next - start) / charactersPerStep) || !match) return undefined;
    if (isEnd(text, match.index, container)) return match.index;
    start = next;
  }
}

/** Whether a value of the container can end at this index: before the next entry, or where the container and those around it close. */
function isEnd(text: string, at: number, { kind, outer }: Container): boolean {
  if (!spend(1)) return false;
  if (text[at] === closerByKind[kind])
    return outer === null ? at === text.length - 1 : isEnd(text, at + 1, outer);
  return text.startsWith(", ", at) && (kind === "list" || readName(text, at + 2) !== undefined);
}

function readName(text: string, at: number): string | undefined {
  spend(1);
  namePattern.lastIndex = at;
  return namePattern.exec(text)?.[0].slice(0, -1);
}

import { Context, Liquid, type Template } from "liquidjs";
import { spend } from "../../evaluation/steps";
import { JsonNumber } from "../../json/json-number";
import { CannotRender, type EventFacts } from "../dialect";
import { operators } from "./comparisons";
import { PayingCase, payingOperators, payingWhere } from "./costs";
import { mark, marks, mostRendered, type Place, placeMarks, tooLong, WholeValue } from "./escape";
import { lengthOf, registerFilters } from "./filters";
import { TemplateNumber } from "./numbers";
import { settleParts } from "./prepare";

/** What a template may name. */
export interface TemplateScope {
  event: Record<string, unknown>;
  entity: Record<string, unknown>;
  data: Record<string, unknown>;
  changes: Record<string, unknown>;
  context: Record<string, unknown>;
}
const roots = ["event", "entity", "data", "changes", "context"];

/** Characters of a template; of what it makes there are bounds where it goes (see template-places.ts). */
export const maxTemplate = 32_768;

/** Pure ones only: no files, no other templates, no output that goes around the escaping, no chance, no clock. */
const tags = ["assign", "if", "unless", "case", "for", "break", "continue", "comment", "raw", "#"];
const filters = [
  ...["append", "prepend", "upcase", "downcase", "capitalize", "strip", "lstrip", "rstrip", "truncate"],
  ...[
    "slice",
    "replace",
    "replace_first",
    "remove",
    "remove_first",
    "split",
    "join",
    "first",
    "last",
    "size",
  ],
  ...["default", "plus", "minus", "times", "divided_by", "modulo", "abs", "ceil", "floor", "round"],
  ...["at_least", "at_most", "sort", "reverse", "uniq", "compact", "concat", "map", "where", "sum", "date"],
];

/** Counts the values of the template that is being filled in. One at a time: filling in never waits. */
const output = {
  left: 0,
  begin(place: Place) {
    output.left = mostRendered(place);
  },
  /** One large value may be named thousands of times: what would be rejected in the end is not made first. */
  take(marked: string): string {
    output.left -= marked.length;
    if (!spend(marked.length / charactersPerStep) || output.left < 0) throw new Error("too much comes out");
    return marked;
  },
};
/** Characters that the escaping of a value, and units that a filter or an operator, goes over in the time of a step. */
const charactersPerStep = 64;
const unitsPerStep = 8;

const engine = makeEngine();

function makeEngine(): Liquid {
  const liquid = new Liquid({
    templates: {},
    dynamicPartials: false,
    relativeReference: false,
    ownPropertyOnly: true,
    strictFilters: true,
    timezoneOffset: 0,
    preserveTimezones: true,
    locale: "en",
    parseLimit: maxTemplate,
    memoryLimit: 1_000_000,
    outputEscape: (value: unknown) => output.take(mark(value)),
    operators: payingOperators(operators),
  });
  for (const name of Object.keys(liquid.tags)) if (!tags.includes(name)) delete liquid.tags[name];
  for (const name of Object.keys(liquid.filters)) if (!filters.includes(name)) delete liquid.filters[name];
  registerFilters(liquid);
  liquid.registerFilter("json", function (value: unknown) {
    const whole = new WholeValue(value);
    this.context.memoryLimit.use(whole.json.length);
    return whole;
  });
  liquid.registerFilter("where", payingWhere(liquid.filters.where));
  liquid.registerTag("case", PayingCase);
  return liquid;
}

const parsed = new Map<string, Template[]>();

function parse(template: string): Template[] {
  const known = parsed.get(template);
  if (known) return known;
  const fresh = engine.parse(template);
  settleParts(fresh);
  if (parsed.size >= 500) parsed.clear();
  parsed.set(template, fresh);
  return fresh;
}

/** Whether there is anything in it to fill in. */
export function isTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

/** Why a template cannot be read, in words with line and column; null when it can. */
export function templateError(template: string): string | null {
  if (template.length > maxTemplate)
    return `A template has at most ${maxTemplate.toLocaleString("en")} characters.`;
  if (marks.test(template)) return "A template has no private-use characters (U+E000, U+E001).";
  try {
    const globals = engine.analyzeSync(parse(template), { partials: false }).globals;
    for (const [name, [first]] of Object.entries(globals)) {
      if (roots.includes(name)) continue;
      const { row, col } = first?.location ?? { row: 1, col: 1 };
      return `${at(row, col)}: there is no variable "${name}". Begin with ${roots.join(", ")}.`;
    }
    return null;
  } catch (error) {
    return inWords(error);
  }
}

/**
 * Fills a template in. Each value is escaped for where it stands, so that no event can change what is around it.
 * A variable that the event lacks is empty text; null where a whole JSON value stands, and after `| json`.
 * Throws CannotRender when it goes beyond its bounds, or a value stands where it cannot.
 */
export function renderTemplate(template: string, place: Place, scope: TemplateScope): string {
  let rendered: string;
  output.begin(place);
  // As if it were read each time: what a budget comes to must not depend on which templates are kept.
  spend(template.length / 16);
  try {
    rendered = engine.renderSync(parse(template), boundedContext(scope));
  } catch (error) {
    if (output.left < 0) throw tooLong(place);
    throw new CannotRender(inWords(error));
  }
  return placeMarks(rendered, place);
}

/** What a template reads: numbers with the event's digits, and nothing of theirs but the number. */
class EventContext extends Context {
  override readProperty(...[of, name]: Parameters<Context["readProperty"]>): unknown {
    if ((of as unknown) instanceof JsonNumber) return undefined;
    if (typeof (of as unknown) === "string" && name === "size") return lengthOf(String(of), this);
    const value: unknown = super.readProperty(of, name);
    return value instanceof JsonNumber && !(value instanceof TemplateNumber)
      ? new TemplateNumber(value.text)
      : value;
  }
}

const maxSteps = 50_000;

/**
 * liquidjs asks its time limit before each part that it renders; here it counts instead, since a busy machine must not
 * change what comes out (and `templateLimit`, which should do that, does nothing in 10.30).
 */
function boundedContext(scope: TemplateScope): Context {
  const context = new EventContext(scope, engine.options, { sync: true });
  let steps = 0;
  context.renderLimit.check = () => {
    steps += 1;
    if (!spend(1) || steps > maxSteps)
      throw new Error(`the template takes more than ${maxSteps.toLocaleString("en")} steps`);
  };
  const use = context.memoryLimit.use.bind(context.memoryLimit);
  context.memoryLimit.use = (count) => {
    // A range whose bound is missing, or that goes down, has no length: liquidjs counts it as NaN or below zero.
    if (!(Number(count) > 0)) return;
    if (!spend(Number(count) / unitsPerStep)) throw new Error("out of steps");
    use(count);
  };
  return context;
}

/** The variables that a template names and the event lacks, as they are written: "data.amount". */
export function missingVariables(template: string, scope: TemplateScope): string[] {
  const named = engine.globalVariableSegmentsSync(parse(template));
  const missing = named.filter((path) => path.every((part) => !Array.isArray(part)) && !has(scope, path));
  return [...new Set(missing.map((path) => path.map(pathPart).join("")))];
}

function has(scope: TemplateScope, path: readonly unknown[]): boolean {
  let value: unknown = scope;
  for (const part of path) {
    const computed = Array.isArray(value) || typeof value === "string" ? ["size", "first", "last"] : ["size"];
    if (computed.includes(String(part))) return true;
    if (value === null || typeof value !== "object" || value instanceof JsonNumber) return false;
    if (!Object.hasOwn(value, String(part))) return false;
    value = (value as Record<string, unknown>)[String(part)];
  }
  return value !== undefined && value !== null;
}

function pathPart(part: unknown, index: number): string {
  if (index === 0) return String(part);
  return typeof part === "string" && /^[\w]+$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
}

/** What templates may name of an event. `context` has the names that LoanPro gives to its fields. */
export function templateScope(event: EventFacts, context: Record<string, unknown>): TemplateScope {
  const { id, type, title, entityType, entityId, partnerId } = event;
  const data = event.data !== null && typeof event.data === "object" ? { ...event.data } : {};
  return {
    event: { id, type, title, entityType, entityId, partnerId, occurredAt: event.occurredAt.toISOString() },
    entity: { ...data, id: entityId, type: entityType },
    data,
    changes: event.changes ?? {},
    context,
  };
}

function at(line: number, column: number): string {
  return `Line ${line}, column ${column}`;
}

/** liquidjs' own message carries a picture of the template; the position alone reads better in one sentence. */
function inWords(error: unknown): string {
  const { token, originalError } = error as {
    token?: { getPosition?: () => [number, number] };
    originalError?: Error;
  };
  const fault = originalError ?? (error as Error);
  const message = fault.message.replace(/(, file:.*)?, line:.*$/s, "").replace(/\.$/, "");
  const position = token?.getPosition?.();
  return position ? `${at(...position)}: ${message}.` : `${message}.`;
}

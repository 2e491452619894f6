import { Context, Liquid, type Template } from "liquidjs";
import { spend } from "../../evaluation/steps";
import { JsonNumber } from "../../json/json-number";
import { CannotRender, type EventFacts } from "../dialect";
import { MeteredCaseTag, meterOperators, meterWhereFilter, operators } from "./comparisons";
import {
  getMaxMarkedLength,
  insertValues,
  markPattern,
  markValue,
  type OutputKind,
  tooLongError,
  WholeValue,
} from "./escape";
import { countCharacters, registerFilters } from "./filters";
import { TemplateNumber } from "./numbers";
import { prepareTemplate } from "./prepare";

/** The variables of a template, by the name with which each variable starts (its root). */
type TemplateVariables = Readonly<Record<string, Record<string, unknown>>>;

const eventRoots = ["event", "entity", "data", "changes", "context"] as const;
/** The variables of a template of a webhook. */
export type TemplateScope = Record<(typeof eventRoots)[number], Record<string, unknown>>;

/** The maximum length of a template in characters. The output has other limits (escape.ts). */
export const maxTemplateLength = 32_768;

/**
 * The tags and filters that templates can use: none that reads files, other templates or the clock, is random, or outputs a value
 * unescaped. (The tag `raw` only prints the template's own text.)
 */
const allowedTags = ["assign", "if", "unless", "case", "for", "break", "continue", "comment", "raw", "#"];
const allowedFilters = `
  append prepend upcase downcase capitalize strip lstrip rstrip truncate slice replace replace_first remove
  remove_first split join first last size default plus minus times divided_by modulo abs ceil floor round
  at_least at_most sort reverse uniq compact concat map where sum date
`
  .trim()
  .split(/\s+/);

/** Counts the output of the template that is being rendered. Rendering never awaits, so only one template is rendered at a time. */
const outputBudget = {
  left: 0,
  begin(outputKind: OutputKind) {
    outputBudget.left = getMaxMarkedLength(outputKind);
  },
  /** A template can insert one large value thousands of times, so rendering stops before it builds output that is too long. */
  take(marked: string): string {
    outputBudget.left -= marked.length;
    if (!spend(marked.length / charactersPerStep) || outputBudget.left < 0)
      throw new Error("the output is too long");
    return marked;
  },
};
/** One step is the cost of escaping this many characters, or of this many units of the memory limit in a filter or operator. */
const charactersPerStep = 64;
const unitsPerStep = 8;

const liquidEngine = makeLiquidEngine();

function makeLiquidEngine(): Liquid {
  const liquid = new Liquid({
    templates: {},
    dynamicPartials: false,
    relativeReference: false,
    ownPropertyOnly: true,
    strictFilters: true,
    timezoneOffset: 0,
    preserveTimezones: true,
    locale: "en",
    parseLimit: maxTemplateLength,
    memoryLimit: 1_000_000,
    outputEscape: (value: unknown) => outputBudget.take(markValue(value)),
    operators: meterOperators(operators),
  });
  for (const name of Object.keys(liquid.tags)) if (!allowedTags.includes(name)) delete liquid.tags[name];
  for (const name of Object.keys(liquid.filters))
    if (!allowedFilters.includes(name)) delete liquid.filters[name];
  registerFilters(liquid);
  liquid.registerFilter("json", function (value: unknown) {
    const whole = new WholeValue(value);
    this.context.memoryLimit.use(whole.json.length);
    return whole;
  });
  liquid.registerFilter("where", meterWhereFilter(liquid.filters.where));
  liquid.registerTag("case", MeteredCaseTag);
  return liquid;
}

const parsedTemplates = new Map<string, Template[]>();

function parseTemplate(template: string): Template[] {
  const cached = parsedTemplates.get(template);
  if (cached) return cached;
  const parsed = liquidEngine.parse(template);
  prepareTemplate(parsed);
  if (parsedTemplates.size >= 500) parsedTemplates.clear();
  parsedTemplates.set(template, parsed);
  return parsed;
}

/** Whether a text contains variables or tags. */
export function isTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

/**
 * Says why a template is not valid, with line and column; null if it is valid.
 * @param roots the names with which its variables can start
 */
export function findTemplateError(template: string, roots: readonly string[] = eventRoots): string | null {
  if (template.length > maxTemplateLength)
    return `A template can have at most ${maxTemplateLength.toLocaleString("en")} characters.`;
  if (markPattern.test(template))
    return "A template cannot contain the private-use characters U+E000 and U+E001.";
  try {
    const globals = liquidEngine.analyzeSync(parseTemplate(template), { partials: false }).globals;
    for (const [name, [first]] of Object.entries(globals)) {
      if (roots.includes(name)) continue;
      const { row, col } = first?.location ?? { row: 1, col: 1 };
      return `${formatPosition(row, col)}: there is no variable "${name}". Variables start with ${roots.join(", ")}.`;
    }
    return null;
  } catch (error) {
    return describeTemplateError(error);
  }
}

/**
 * Renders a template. Each value is escaped for its position, so that no event can change the text around the value. A variable that
 * the event lacks becomes empty text; as a whole JSON value, and after `| json`, it becomes null.
 * Throws CannotRender if a limit is exceeded, a filter or comparison fails, the output of a JSON template is not JSON, or a value
 * is in a position where it cannot be escaped.
 */
export function renderTemplate(template: string, outputKind: OutputKind, scope: TemplateVariables): string {
  let rendered: string;
  outputBudget.begin(outputKind);
  // Counted in each call, so that the cost of a template does not depend on whether its parsed form is cached.
  spend(template.length / 16);
  try {
    rendered = liquidEngine.renderSync(parseTemplate(template), makeLimitedContext(scope));
  } catch (error) {
    if (outputBudget.left < 0) throw tooLongError(outputKind);
    throw new CannotRender(describeTemplateError(error));
  }
  return insertValues(rendered, outputKind);
}

/** Gives templates numbers with all their digits, and no access to the numbers' properties. */
class EventContext extends Context {
  override readProperty(...[object, name]: Parameters<Context["readProperty"]>): unknown {
    if ((object as unknown) instanceof JsonNumber) return undefined;
    if (typeof (object as unknown) === "string" && name === "size")
      return countCharacters(String(object), this);
    const value: unknown = super.readProperty(object, name);
    return value instanceof JsonNumber && !(value instanceof TemplateNumber)
      ? new TemplateNumber(value.text)
      : value;
  }
}

const maxSteps = 50_000;

/**
 * Makes a context whose render limit counts steps instead of time, because the load of the machine must not change the output. liquidjs
 * checks this limit before each part that it renders. (The option `templateLimit`, which should count parts, has no effect in liquidjs
 * 10.30.)
 */
function makeLimitedContext(scope: TemplateVariables): Context {
  const context = new EventContext(scope, liquidEngine.options, { sync: true });
  let steps = 0;
  context.renderLimit.check = () => {
    steps += 1;
    if (!spend(1) || steps > maxSteps)
      throw new Error(`the template takes more than ${maxSteps.toLocaleString("en")} steps`);
  };
  const countMemory = context.memoryLimit.use.bind(context.memoryLimit);
  context.memoryLimit.use = (count) => {
    // For a range with a missing bound or a descending range, liquidjs passes NaN or a negative count.
    if (!(Number(count) > 0)) return;
    if (!spend(Number(count) / unitsPerStep)) throw new Error("the template takes too many steps");
    countMemory(count);
  };
  return context;
}

/** Lists the variables that a template uses and the event lacks, as the template writes them, such as "data.amount". */
export function listMissingVariables(template: string, scope: TemplateScope): string[] {
  const usedPaths = liquidEngine.globalVariableSegmentsSync(parseTemplate(template));
  const missing = usedPaths.filter(
    (path) => path.every((part) => !Array.isArray(part)) && !hasPath(scope, path),
  );
  return [...new Set(missing.map((path) => path.map(formatPathPart).join("")))];
}

function hasPath(scope: TemplateScope, path: readonly unknown[]): boolean {
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

function formatPathPart(part: unknown, index: number): string {
  if (index === 0) return String(part);
  return typeof part === "string" && /^[\w]+$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
}

/** Builds the variables of an event. `context` has the event's fields by LoanPro's names. */
export function buildTemplateScope(event: EventFacts, context: Record<string, unknown>): TemplateScope {
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

function formatPosition(line: number, column: number): string {
  return `Line ${line}, column ${column}`;
}

/** Converts an error of liquidjs to one sentence with the position first, without the excerpt of the template in its message. */
function describeTemplateError(error: unknown): string {
  const { token, originalError } = error as {
    token?: { getPosition?: () => [number, number] };
    originalError?: Error;
  };
  const cause = originalError ?? (error as Error);
  const message = cause.message.replace(/(, file:.*)?, line:.*$/s, "").replace(/\.$/, "");
  const position = token?.getPosition?.();
  return position ? `${formatPosition(...position)}: ${message}.` : `${message}.`;
}

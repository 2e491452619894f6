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

/** The variables of a template. */
export interface TemplateScope {
  event: Record<string, unknown>;
  entity: Record<string, unknown>;
  data: Record<string, unknown>;
  changes: Record<string, unknown>;
  context: Record<string, unknown>;
}
const variableRoots = ["event", "entity", "data", "changes", "context"];

/** The most characters of a template; its output has other limits (escape.ts). */
export const maxTemplateLength = 32_768;

/** Pure tags only: no files, other templates, unescaped output, randomness or clock. */
const allowedTags = ["assign", "if", "unless", "case", "for", "break", "continue", "comment", "raw", "#"];
const allowedFilters = `
  append prepend upcase downcase capitalize strip lstrip rstrip truncate slice replace replace_first remove
  remove_first split join first last size default plus minus times divided_by modulo abs ceil floor round
  at_least at_most sort reverse uniq compact concat map where sum date
`
  .trim()
  .split(/\s+/);

/** Counts the output of the template that is being rendered. There is only one: rendering never awaits. */
const outputBudget = {
  left: 0,
  begin(outputKind: OutputKind) {
    outputBudget.left = getMaxMarkedLength(outputKind);
  },
  /** One large value may be used thousands of times: rendering stops before it builds output that is too long. */
  take(marked: string): string {
    outputBudget.left -= marked.length;
    if (!spend(marked.length / charactersPerStep) || outputBudget.left < 0)
      throw new Error("the output is too long");
    return marked;
  },
};
/** Characters escaped, and units of a filter or an operator, in the time of one step. */
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
  const known = parsedTemplates.get(template);
  if (known) return known;
  const fresh = liquidEngine.parse(template);
  prepareTemplate(fresh);
  if (parsedTemplates.size >= 500) parsedTemplates.clear();
  parsedTemplates.set(template, fresh);
  return fresh;
}

/** Whether a text contains variables or tags. */
export function isTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%");
}

/** Why a template is not valid, with line and column; null when it is. */
export function findTemplateError(template: string): string | null {
  if (template.length > maxTemplateLength)
    return `A template can have at most ${maxTemplateLength.toLocaleString("en")} characters.`;
  if (markPattern.test(template))
    return "A template cannot contain the private-use characters U+E000 and U+E001.";
  try {
    const globals = liquidEngine.analyzeSync(parseTemplate(template), { partials: false }).globals;
    for (const [name, [first]] of Object.entries(globals)) {
      if (variableRoots.includes(name)) continue;
      const { row, col } = first?.location ?? { row: 1, col: 1 };
      return `${formatPosition(row, col)}: there is no variable "${name}". Variables start with ${variableRoots.join(", ")}.`;
    }
    return null;
  } catch (error) {
    return describeTemplateError(error);
  }
}

/**
 * Renders a template. Each value is escaped for its position, so that no event can change what surrounds it. A variable that
 * the event lacks is empty text; as a whole JSON value, and after `| json`, it is null.
 * Throws CannotRender when a limit is exceeded, a filter or comparison fails, the output of a JSON template is not JSON, or a value
 * stands where it cannot be escaped.
 */
export function renderTemplate(template: string, outputKind: OutputKind, scope: TemplateScope): string {
  let rendered: string;
  outputBudget.begin(outputKind);
  // Paid each time, so that budgets do not depend on which parsed templates are kept.
  spend(template.length / 16);
  try {
    rendered = liquidEngine.renderSync(parseTemplate(template), makeLimitedContext(scope));
  } catch (error) {
    if (outputBudget.left < 0) throw tooLongError(outputKind);
    throw new CannotRender(describeTemplateError(error));
  }
  return insertValues(rendered, outputKind);
}

/** Reads numbers with the digits of the event, and none of their properties. */
class EventContext extends Context {
  override readProperty(...[of, name]: Parameters<Context["readProperty"]>): unknown {
    if ((of as unknown) instanceof JsonNumber) return undefined;
    if (typeof (of as unknown) === "string" && name === "size") return countCharacters(String(of), this);
    const value: unknown = super.readProperty(of, name);
    return value instanceof JsonNumber && !(value instanceof TemplateNumber)
      ? new TemplateNumber(value.text)
      : value;
  }
}

const maxSteps = 50_000;

/**
 * liquidjs checks its time limit before each part that it renders; here that check counts steps instead, since the load of the
 * machine must not change the output (and `templateLimit`, which should count, does nothing in 10.30).
 */
function makeLimitedContext(scope: TemplateScope): Context {
  const context = new EventContext(scope, liquidEngine.options, { sync: true });
  let steps = 0;
  context.renderLimit.check = () => {
    steps += 1;
    if (!spend(1) || steps > maxSteps)
      throw new Error(`the template takes more than ${maxSteps.toLocaleString("en")} steps`);
  };
  const use = context.memoryLimit.use.bind(context.memoryLimit);
  context.memoryLimit.use = (count) => {
    // liquidjs counts a range with a missing bound, or one that goes down, as NaN or below zero.
    if (!(Number(count) > 0)) return;
    if (!spend(Number(count) / unitsPerStep)) throw new Error("the template takes too many steps");
    use(count);
  };
  return context;
}

/** The variables that a template uses and the event lacks, as written: "data.amount". */
export function listMissingVariables(template: string, scope: TemplateScope): string[] {
  const named = liquidEngine.globalVariableSegmentsSync(parseTemplate(template));
  const missing = named.filter((path) => path.every((part) => !Array.isArray(part)) && !hasPath(scope, path));
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

/** The variables of an event. `context` has LoanPro's names for its fields. */
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

/** liquidjs' message includes an excerpt of the template; the position alone fits into one sentence. */
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

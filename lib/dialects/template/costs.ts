import { CaseTag, type Context, type Emitter, type FilterImplOptions, type Operators } from "liquidjs";

/** Of two lists, liquidjs compares each entry in about the time of so many units of its memory limit. */
const unitsPerEntry = 4;

/**
 * `operators`, each paid for by what it may go over: liquidjs counts none of that, and two long lists may be compared in every
 * round of a loop. Paid from the limit that it has for the work of filters.
 */
export function payingOperators(operators: Operators): Operators {
  const names = ["==", "!=", "<", ">", "<=", ">=", "contains"];
  return { ...operators, ...Object.fromEntries(names.map((name) => [name, paying(operators[name])])) };
}

function paying(operator: unknown): Operators[string] {
  const compare = operator as (left: unknown, right: unknown, context: Context) => unknown;
  return ((left: unknown, right: unknown, context: Context) => {
    context.memoryLimit.use(unitsOf(left) + unitsOf(right));
    return compare(left, right, context);
  }) as Operators[string];
}

function unitsOf(value: unknown): number {
  if (typeof value === "string") return value.length / 16;
  return Array.isArray(value) ? unitsPerEntry * entriesOf(value) : 0;
}

function entriesOf(list: readonly unknown[]): number {
  return list.reduce<number>((sum, entry) => sum + 1 + (Array.isArray(entry) ? entriesOf(entry) : 0), 0);
}

/** The filter "where", which compares a field of each entry; with a list, each of them entry by entry. */
export function payingWhere(where: FilterImplOptions | undefined): FilterImplOptions {
  if (typeof where !== "function") throw new Error('liquidjs has no filter "where".');
  return function (list: unknown, ...[field, expected]: unknown[]) {
    const rounds = Array.isArray(list) ? list.length : 1;
    this.context.memoryLimit.use(rounds * unitsOf(expected));
    return where.call(this, list, field, expected);
  };
}

/** The tag "case", which compares its value with that of each branch. */
export class PayingCase extends CaseTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const target = yield this.value.value(context, context.opts.lenientIf);
    const compared = this.branches.reduce((sum, { values }) => sum + values.length, 0);
    context.memoryLimit.use(compared * unitsOf(target));
    yield* super.render(context, emitter);
  }
}

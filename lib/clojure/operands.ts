import { compile } from "./compile";
import type { Form } from "./forms";
import type { Formula } from "./formula";
import { readForm } from "./read-form";

/**
 * Splits a formula at its outermost `and` and `or`, and at those nested directly in them, so that each operand can be evaluated alone.
 * Errors have their positions in the whole formula.
 *
 * @throws ClojureError if the formula is not valid
 */
export function listOperands(text: string): Formula[] {
  const { form: whole, textOf } = readForm(text);
  return operandsOf(whole).map((form) => ({ text: textOf(form), ...compile(form), warnings: [] }));
}

function operandsOf(form: Form): Form[] {
  if (form.kind !== "list") return [form];
  const [first, ...operands] = form.items;
  const isSplit = first?.kind === "symbol" && /^(clojure\.core\/)?(and|or)$/.test(first.name);
  return isSplit && operands.length > 0 ? operands.flatMap(operandsOf) : [form];
}

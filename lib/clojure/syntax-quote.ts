import type { Code, Context, FormCompiler } from "./context";
import { type Form, formError, makeCollection } from "./forms";
import { arrayOf } from "./sequences";

/** Compiles a template of a collection, such as `(1 ~b ~@c), in which only the parts after ~ and ~@ are evaluated. */
const compileSyntaxQuote: FormCompiler = (form, context) => {
  const [, quoted] = form.items;
  if (quoted === undefined) throw formError(form, "There is nothing to quote.");
  return compileQuoted(quoted, context);
};

function compileQuoted(form: Form, context: Context): Code {
  if (form.kind === "literal") return () => form.value;
  if (form.kind === "symbol")
    throw formError(
      form,
      "Names are not available after `. To quote a name, use ' instead of `. For its value, use ~ before it.",
      "unsupported",
    );
  const unquoted = findUnquoted(form, "unquote");
  if (unquoted) return context.compile(unquoted);
  const parts = form.items.map((item) => {
    const spliced = findUnquoted(item, "unquote-splicing");
    return spliced
      ? { code: context.compile(spliced), isSpliced: true }
      : { code: compileQuoted(item, context), isSpliced: false };
  });
  const { kind } = form;
  return (scope) => {
    const items = parts.flatMap(({ code, isSpliced }) => (isSpliced ? arrayOf(code(scope)) : [code(scope)]));
    return makeCollection(kind, items);
  };
}

/** The form after ~ or ~@; undefined for any other form. */
function findUnquoted(form: Form, name: "unquote" | "unquote-splicing"): Form | undefined {
  if (form.kind !== "list") return undefined;
  const [head, content] = form.items;
  return head?.kind === "symbol" && head.name === name ? content : undefined;
}

/** Templates of collections. */
export const syntaxQuoteForms: ReadonlyMap<string, FormCompiler> = new Map([
  ["syntax-quote", compileSyntaxQuote],
]);

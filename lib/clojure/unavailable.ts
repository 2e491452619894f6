/** Names of Clojure that formulas do not have, and what to say to an author who uses them. */
const groups: readonly [names: string, message: string][] = [
  [
    "def defn defn- defonce defmacro defmulti defmethod declare ns in-ns require use import refer intern alias",
    "Definitions are not available: a formula is one expression. Use let for names and fn for functions.",
  ],
  [
    "try catch finally throw ex-info ex-data ex-message assert",
    "Exceptions are not available in formulas. Test values first, for example with nil? or number?.",
  ],
  [
    ". .. new set! instance? class type cast bean hash identical? memfn proxy reify deftype defrecord defprotocol definterface extend-type extend-protocol gen-class unchecked-add unchecked-subtract unchecked-multiply unchecked-inc unchecked-dec",
    "Java is not available in formulas.",
  ],
  [
    "atom ref agent delay future promise volatile! deref force swap! reset! vswap! vreset! alter dosync var binding with-redefs",
    "References are not available in formulas. Use let, loop or reduce.",
  ],
  [
    "eval read-string load-string resolve find-var macroexpand slurp spit print println pr prn printf newline read-line time",
    "Formulas cannot run other code, and have no input or output.",
  ],
  [
    "rand rand-int rand-nth random-sample random-uuid shuffle gensym",
    "Random values are not available: the same event must always give the same result.",
  ],
  [
    "doseq dotimes doto run! while",
    "Loops for side effects are not available. Use map, filter, reduce, some or every?.",
  ],
  ["unquote unquote-splicing", "~ and ~@ are allowed only after `."],
];

const messageByName: ReadonlyMap<string, string> = new Map(
  groups.flatMap(([names, message]) => names.split(" ").map((name) => [name, message] as const)),
);

/** Java's methods that LoanPro's older help pages use, and what to use instead. */
const replacementByMethod: ReadonlyMap<string, string> = new Map([
  ["Double/valueOf", "v/parse-float"],
  ["Double/parseDouble", "v/parse-float"],
  ["Float/parseFloat", "v/parse-float"],
  ["Integer/parseInt", "v/parse-int"],
  ["Integer/valueOf", "v/parse-int"],
  ["Long/parseLong", "v/parse-int"],
  ["Long/valueOf", "v/parse-int"],
]);

/** Says why a name cannot be used in a formula; null for a name that may be a variable. */
export function explainUnavailableName(name: string): string | null {
  const message = messageByName.get(name);
  if (message !== undefined) return `${name}: ${message}`;
  const replacement = replacementByMethod.get(name);
  if (replacement !== undefined) return `Java methods such as ${name} are not available. Use ${replacement}.`;
  if (/^\.|\.$|^[^/]*[A-Z][^/]*\/./.test(name))
    return `${name}: Java classes and methods are not available in formulas.`;
  if (!name.includes("/")) return null;
  return `There is no function ${name}. Functions for strings start with str/, such as str/includes?.`;
}

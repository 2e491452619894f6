/**
 * The settings of our sessions, whatever the server, the database or the role sets; a session whose commits need not wait for the
 * disk overrides synchronous_commit. They are sent with the start-up
 * message, which overrides `ALTER ROLE ... SET` and, unlike SET, leaves nothing behind in a pooled connection.
 */
const sessionSettings = {
  // Prisma reads every time as UTC; Prisma and pg read dates only in ISO style.
  TimeZone: "UTC",
  DateStyle: "ISO, MDY",
  IntervalStyle: "postgres",
  // The formats of bytes, numbers, texts and arrays.
  bytea_output: "hex",
  extra_float_digits: "1",
  standard_conforming_strings: "on",
  array_nulls: "on",
  // Claims rely on READ COMMITTED; what was answered with 202 is on disk.
  default_transaction_isolation: "read committed",
  synchronous_commit: "on",
};

/** Parameters of other clients that would be ignored silently, and what to use instead. */
const adviceByUnsupportedParameter: Record<string, string> = {
  pgbouncer: "connect to PostgreSQL itself, not through PgBouncer in transaction mode",
  connection_limit: "set HOOKLEDGER_DATABASE_POOL instead",
  search_path: "name the schema as ?schema=NAME instead",
};

function splitAddress(address: string): { base: string; parts: string[]; parameters: URLSearchParams } {
  const at = address.indexOf("?");
  const [base, query] = at < 0 ? [address, ""] : [address.slice(0, at), address.slice(at + 1)];
  return { base, parts: query.split("&").filter(Boolean), parameters: new URLSearchParams(query) };
}

/** The schema of the tables: `?schema=NAME` of the address, else "public". */
export function parseSchemaName(address: string): string {
  return splitAddress(address).parameters.get("schema") || "public";
}

/** A start-up option, with blanks and backslashes escaped for pg_split_opts() of Postgres. */
function formatOption(name: string, value: string): string {
  return `-c ${name}=${value.replace(/[\\\s]/g, "\\$&")}`;
}

/** The names of the settings in `-c name=value` and `--name=value`, as Postgres spells them. */
function parseOptionNames(options: string): string[] {
  return [...options.matchAll(/(?:^|\s)(?:-c\s*|--)([\w.-]+)=/g)].map(([, name = ""]) =>
    name.replaceAll("-", "_").toLowerCase(),
  );
}

/** Why the parameters of a database address (and PGOPTIONS) are not supported, or undefined. */
function findAddressError(parameters: URLSearchParams, options: string): string | undefined {
  for (const [name, advice] of Object.entries(adviceByUnsupportedParameter)) {
    const value = parameters.get(name);
    if (value !== null && value !== "false") return `has ${name}=, which is not supported: ${advice}`;
  }
  const ours = new Map(Object.keys(sessionSettings).map((name) => [name.toLowerCase(), name]));
  for (const name of parseOptionNames(options)) {
    if (name === "search_path")
      return `sets search_path in its options: ${adviceByUnsupportedParameter.search_path}`;
    const fixed = ours.get(name);
    if (fixed) return `sets ${fixed} in its options, but Hookledger sets ${fixed} itself: remove the option`;
  }
  return undefined;
}

/**
 * The options of `pg.Client` and `pg.Pool` for the database of `address`: UTC and ISO, in the schema of the address. Other
 * start-up options of the address (or of PGOPTIONS) are kept. Throws an error that says what to change when the address has
 * an unsupported parameter.
 *
 * @param more further settings of the session, which override ours
 */
export function toConnectionOptions(
  address: string,
  more: Record<string, string> = {},
): { connectionString: string; options: string } {
  const { base, parts, parameters } = splitAddress(address);
  const theirs = parameters.get("options") ?? process.env.PGOPTIONS ?? "";
  const problem = findAddressError(parameters, theirs);
  if (problem) throw new Error(problem);
  const path = `"${parseSchemaName(address).replaceAll('"', '""')}"`;
  const settings = { ...sessionSettings, search_path: path, ...more };
  const options = Object.entries(settings).map(([name, value]) => formatOption(name, value));
  // In node-postgres an `options` parameter of the address replaces the field `options`. So it is removed from the address and passed
  // in the field, before ours. node-postgres does not know the other two parameters.
  const kept = parts.filter((part) => !/^(schema|options|pgbouncer)=/.test(part));
  return {
    connectionString: kept.length > 0 ? `${base}?${kept.join("&")}` : base,
    options: [theirs, ...options].filter(Boolean).join(" "),
  };
}

/** The settings that a session has unless it overrides them, with the names and values of `pg_settings`. */
export function getExpectedSettings(): Record<string, string> {
  return sessionSettings;
}

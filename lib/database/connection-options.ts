/**
 * The settings of Hookledger's sessions, whatever the server, the database or the role sets. They are sent in the start-up message,
 * which overrides `ALTER ROLE ... SET` and, unlike SET, leaves nothing behind in a pooled connection. A session whose commits need not
 * wait for the disk overrides synchronous_commit.
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
  // Claims rely on READ COMMITTED. An event must be on disk before the response 202.
  default_transaction_isolation: "read committed",
  synchronous_commit: "on",
};

/** Parameters that other clients support and node-postgres silently ignores, with what to do instead. */
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

/** The schema of the tables: NAME if the address has `?schema=NAME`, otherwise "public". */
export function parseSchemaName(address: string): string {
  return splitAddress(address).parameters.get("schema") || "public";
}

/** Formats a start-up option. Spaces and backslashes are escaped for pg_split_opts() of Postgres. */
function formatOption(name: string, value: string): string {
  return `-c ${name}=${value.replace(/[\\\s]/g, "\\$&")}`;
}

/** The names of the settings in `-c name=value` and `--name=value`, as Postgres spells them. */
function parseOptionNames(options: string): string[] {
  return [...options.matchAll(/(?:^|\s)(?:-c\s*|--)([\w.-]+)=/g)].map(([, name = ""]) =>
    name.replaceAll("-", "_").toLowerCase(),
  );
}

/** Says why the parameters of a database address (or PGOPTIONS) are not supported; undefined if they are. */
function findAddressError(parameters: URLSearchParams, options: string): string | undefined {
  for (const [name, advice] of Object.entries(adviceByUnsupportedParameter)) {
    const value = parameters.get(name);
    if (value !== null && value !== "false") return `has ${name}=, which is not supported: ${advice}`;
  }
  const settingNames = new Map(Object.keys(sessionSettings).map((name) => [name.toLowerCase(), name]));
  for (const name of parseOptionNames(options)) {
    if (name === "search_path")
      return `sets search_path in its options: ${adviceByUnsupportedParameter.search_path}`;
    const settingName = settingNames.get(name);
    if (settingName)
      return `sets ${settingName} in its options, but Hookledger sets ${settingName} itself: remove the option`;
  }
  return undefined;
}

/**
 * The options of `pg.Client` and `pg.Pool` for the database at `address`: the settings above, and the schema of the address. Other
 * start-up options of the address (or of PGOPTIONS) are kept. If the address has an unsupported parameter, throws an error that says
 * what to change.
 *
 * @param more further settings of the session, which override the settings above
 */
export function toConnectionOptions(
  address: string,
  more: Record<string, string> = {},
): { connectionString: string; options: string } {
  const { base, parts, parameters } = splitAddress(address);
  const operatorOptions = parameters.get("options") ?? process.env.PGOPTIONS ?? "";
  const problem = findAddressError(parameters, operatorOptions);
  if (problem) throw new Error(problem);
  const path = `"${parseSchemaName(address).replaceAll('"', '""')}"`;
  const settings = { ...sessionSettings, search_path: path, ...more };
  const options = Object.entries(settings).map(([name, value]) => formatOption(name, value));
  // In node-postgres, an `options` parameter of the address replaces the field `options`. So it is removed from the address and passed
  // in the field, before Hookledger's options. `schema` and `pgbouncer` are removed because they are not parameters of node-postgres.
  const kept = parts.filter((part) => !/^(schema|options|pgbouncer)=/.test(part));
  return {
    connectionString: kept.length > 0 ? `${base}?${kept.join("&")}` : base,
    options: [operatorOptions, ...options].filter(Boolean).join(" "),
  };
}

/** The settings that a session must have unless it overrides them, with names and values as in `pg_settings`. */
export function getExpectedSettings(): Record<string, string> {
  return sessionSettings;
}

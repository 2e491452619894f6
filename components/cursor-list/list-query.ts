import { isInputTime, parseInputTime } from "./input-time";

/** The search params of a page, as Next passes them. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** The query of a list, as in the URL: strings, none of them empty. */
export type ListQuery<Name extends string> = { [name in Name]?: string | undefined };

/**
 * Reads the first value of each known parameter. A form also submits its empty fields, and a time field in UTC submits its time
 * without a zone, which is read as UTC.
 */
export function readListQuery<Name extends string>(
  names: readonly Name[],
  params: SearchParams,
): ListQuery<Name> {
  const query: ListQuery<Name> = {};
  for (const name of names) {
    const value = [params[name]].flat()[0]?.trim();
    if (value)
      query[name] = isTimeParameter(name) && isInputTime(value) ? parseInputTime(value, "UTC", name) : value;
  }
  return query;
}

function isTimeParameter(name: string): name is "from" | "to" {
  return name === "from" || name === "to";
}

/** Whether a form submitted empty fields or times without a zone: the page then redirects to the canonical URL. */
export function needsNormalizing(names: readonly string[], params: SearchParams): boolean {
  return names.some((name) => {
    const value = [params[name]].flat()[0];
    return value === "" || (value !== undefined && isTimeParameter(name) && isInputTime(value));
  });
}

/** The URL of a list with this query. */
export function listHref(path: string, query: ListQuery<string>): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(entries).toString();
  return search ? `${path}?${search}` : path;
}

/** Returns one error message for each invalid parameter: the one in `messages` if given, otherwise that of the first issue. */
export function toListErrors<Name extends string>(
  issues: readonly { path: PropertyKey[]; message: string }[],
  messages: ListQuery<Name> = {},
): ListQuery<Name> {
  const errors: ListQuery<Name> = {};
  for (const { path, message } of issues) {
    const name = path[0] as Name;
    errors[name] ??= messages[name] ?? message;
  }
  return errors;
}

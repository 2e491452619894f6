// Short file: a guard against open redirects, with its own test.
const placeholderOrigin = "http://hookledger.invalid";

/**
 * Returns the local path in `text`, or "/" if `text` is not a local path: the redirect after a sign-in must not lead to another
 * site. Parses as a browser does, so "//host", "/\host", "/<tab>/host" and "/.//host" become "/". "/sign-in" becomes "/" too.
 */
export function toSafePath(text: unknown): string {
  if (typeof text !== "string" || !text.startsWith("/") || !URL.canParse(text, placeholderOrigin)) return "/";
  const { origin, pathname, search, hash } = new URL(text, placeholderOrigin);
  if (origin !== placeholderOrigin || pathname.startsWith("//") || pathname === "/sign-in") return "/";
  return `${pathname}${search}${hash}`;
}

import { normalizeUrl } from "../../http/normalize-url";
import { CannotRender, type Dialect } from "../dialect";
import { isTemplate, renderTemplate, type TemplateScope } from "./template";

/** Scheme and host without variables, and the character after them. */
const authorityPattern = /^https?:\/\/[^\s/?#\\{]+[/?#]/i;

/** Says why a URL is not valid as a template; null if it is valid. An event must never decide which host is called. */
export function findUrlTemplateError(url: string): string | null {
  if (!isTemplate(url)) return null;
  if (authorityPattern.test(url)) return null;
  return "Variables can be used only in the path or query of the URL, after a complete https://host/.";
}

/** Normalizes a URL to the form that is stored and requested. In a template, only the scheme and host can be normalized. */
export function normalizeUrlOrTemplate(url: string, dialect: Pick<Dialect, "fill">): string {
  if (!dialect.fill || !isTemplate(url)) return normalizeUrl(url);
  const start = authorityPattern.exec(url)?.[0].slice(0, -1);
  return start ? normalizeUrl(start).replace(/\/$/, "") + url.slice(start.length) : url;
}

/**
 * Inserts an event's values, percent-encoded, into the path and query of a URL. Throws CannotRender if the values would change the
 * template's path: "." and ".." as path segments are resolved even if they are encoded.
 */
export function fillUrl(url: string, scope: TemplateScope): string {
  if (!isTemplate(url)) return url;
  const error = findUrlTemplateError(url);
  if (error) throw new CannotRender(error);
  const filled = renderTemplate(url, "url", scope).trim();
  const [path = ""] = filled.slice(filled.indexOf("//") + 2).split(/[?#]/);
  if (path.split(/[/\\]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) {
    throw new CannotRender('The path of the URL would contain "." or "..", which changes the path.');
  }
  const start = authorityPattern.exec(url)?.[0] ?? "";
  if (!URL.canParse(filled) || new URL(filled).origin !== new URL(start).origin) {
    throw new CannotRender("The output is not a valid URL with the template's host. Check the URL template.");
  }
  return normalizeUrl(filled);
}

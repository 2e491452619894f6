import { normalizeUrl } from "../../http/normalize-url";
import { CannotRender, type Dialect } from "../dialect";
import { isTemplate, renderTemplate, type TemplateScope } from "./template";

/** Scheme and host without variables, and the character after them. */
const authorityPattern = /^https?:\/\/[^\s/?#\\{]+[/?#]/i;

/** Why a URL cannot be a template: an event must never decide which host is called. Null when it can. */
export function findUrlTemplateError(url: string): string | null {
  if (!isTemplate(url)) return null;
  if (authorityPattern.test(url)) return null;
  return "Variables can be used only in the path or query of the URL, after a complete https://host/.";
}

/**
 * The normalized form of a typed URL, as stored and requested. Of a template, only the scheme and host can be normalized.
 */
export function normalizeUrlOrTemplate(url: string, dialect: Pick<Dialect, "fill">): string {
  if (!dialect.fill || !isTemplate(url)) return normalizeUrl(url);
  const start = authorityPattern.exec(url)?.[0].slice(0, -1);
  return start ? normalizeUrl(start).replace(/\/$/, "") + url.slice(start.length) : url;
}

/**
 * The URL with an event's values in path and query, percent-encoded. Throws CannotRender when the values would change the path
 * of the template: "." and ".." are path steps, even when encoded.
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
    throw new CannotRender("The output is not a valid URL. Check the URL template.");
  }
  return normalizeUrl(filled);
}

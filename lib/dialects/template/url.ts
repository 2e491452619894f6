import { normalizeUrl } from "../../http/normalize-url";
import { CannotRender, type Dialect } from "../dialect";
import { isTemplate, renderTemplate, type TemplateScope } from "./template";

/** Scheme and host, up to what ends them, with nothing to fill in. */
const authority = /^https?:\/\/[^\s/?#\\{]+[/?#]/i;

/** Why a URL cannot be a template: where it goes to is never up to an event. Null when it can. */
export function urlTemplateError(url: string): string | null {
  if (!isTemplate(url)) return null;
  if (authority.test(url)) return null;
  return "A variable can stand in the URL's path or query only, after a complete https://host/. Who receives an event is never up to the event.";
}

/**
 * The URL that a webhook stores for the one that was typed: in the form in which it will be requested. Of a template only
 * scheme and host are known.
 */
export function normalizeUrlOrTemplate(url: string, dialect: Pick<Dialect, "fill">): string {
  if (!dialect.fill || !isTemplate(url)) return normalizeUrl(url);
  const start = authority.exec(url)?.[0].slice(0, -1);
  return start ? normalizeUrl(start).replace(/\/$/, "") + url.slice(start.length) : url;
}

/**
 * The URL with an event's values in path and query, each percent-encoded. Throws CannotRender when the values would
 * lead to another path than the template's: "." and ".." are steps, even when they are encoded.
 */
export function fillUrl(url: string, scope: TemplateScope): string {
  if (!isTemplate(url)) return url;
  const fault = urlTemplateError(url);
  if (fault) throw new CannotRender(fault);
  const filled = renderTemplate(url, "url", scope).trim();
  const [path = ""] = filled.slice(filled.indexOf("//") + 2).split(/[?#]/);
  if (path.split(/[/\\]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment))) {
    throw new CannotRender('The URL would have "." or ".." in its path, which leads elsewhere.');
  }
  const start = authority.exec(url)?.[0] ?? "";
  if (!URL.canParse(filled) || new URL(filled).origin !== new URL(start).origin) {
    throw new CannotRender("What comes out is no URL. Look at the template of the URL.");
  }
  return normalizeUrl(filled);
}

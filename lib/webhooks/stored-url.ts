import type { Dialect } from "../dialects/dialect";
import { isTemplate } from "../dialects/template/template";
import { templateAsCalled } from "../dialects/template/url";
import { normalizeUrl } from "../http/normalize-url";

/** The URL that a webhook stores for one that was typed: as it will be called. Of a template that is known of its host. */
export function storedUrl(text: string, dialect: Pick<Dialect, "fill">): string {
  return dialect.fill && isTemplate(text) ? templateAsCalled(text) : normalizeUrl(text);
}

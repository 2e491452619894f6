import type { Queryable } from "../db";
import { getDialect } from "../dialects";
import { can, type Scope } from "../scope/scope";
import { limitCustomerData } from "./limit-customer-data";

/** The settings of a webhook that decide whether a URL of its attempts can contain values of an event. */
interface UrlSource {
  url: string;
  dialect: string;
}

/**
 * Loads what `limitUrl` needs to know about webhooks, by ID. Empty for a scope that sees all URLs.
 */
export async function loadUrlSources(
  scope: Scope,
  db: Queryable,
  webhookIds: readonly string[],
): Promise<Map<string, UrlSource>> {
  if (can(scope, "customer-data:read") || webhookIds.length === 0) return new Map();
  const { rows } = await db.query<UrlSource & { id: string }>(
    "SELECT id, url, dialect FROM webhooks WHERE id = ANY($1::uuid[])",
    [[...new Set(webhookIds)]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Limits the URL of an attempt. A webhook whose dialect has no templates sends to its own URL; otherwise only that URL is known to have no
 * value of an event, and of any other the path and the query are withheld. Scheme and host never come from an event (lib/dialects/template/url.ts).
 */
export function limitUrl(scope: Scope, url: string, source: UrlSource | undefined): string {
  if (can(scope, "customer-data:read")) return url;
  if (source && (!getDialect(source.dialect).fill || url === source.url)) return url;
  const origin = URL.canParse(url) ? new URL(url).origin : "";
  return `${origin}/ (${limitCustomerData(scope, null, url)})`;
}

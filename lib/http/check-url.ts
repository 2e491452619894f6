import { isIP } from "node:net";
import { checkDestination, isInternalName } from "./check-destination";
import type { Networks } from "./networks";
import { normalizeUrl } from "./normalize-url";
import { type ResolveHost, resolveHost } from "./resolve-host";

export type UrlErrorCode =
  | "url_invalid"
  | "url_scheme"
  | "url_userinfo"
  | "url_address_refused"
  | "url_https_required";

export type UrlCheck = { ok: true; url: URL } | { ok: false; code: UrlErrorCode; message: string };

const maxUrlLength = 2048;
const resolveTimeoutMs = 2000;
const hostLabelPattern = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const hostNamePattern = new RegExp(`^(?=.{1,253}$)${hostLabelPattern}(?:\\.${hostLabelPattern})*$`);

const messageByCode: Record<UrlErrorCode, string> = {
  url_invalid: `Enter a complete URL of at most ${maxUrlLength} characters, such as https://example.com/hooks.`,
  url_scheme: "The URL must start with https://.",
  url_userinfo:
    "The URL must not contain a user name or password. Use a custom Authorization header instead.",
  url_address_refused:
    "This address is private or reserved. Use a public https address, or ask the operator to add the receiver's network to HOOKLEDGER_ALLOWED_NETWORKS.",
  url_https_required:
    "Use https. Plain http is allowed only for receivers in networks that the operator has listed in HOOKLEDGER_ALLOWED_NETWORKS.",
};

/**
 * Checks a receiver's URL, in normalized form, when a webhook is saved or tested: 2130706433, 0177.0.0.1 and 127.1 are
 * checked as 127.0.0.1.
 *
 * This is early feedback for the user. A name can resolve to other addresses a minute later, so the sender checks again at every
 * connection. For the same reason, an https URL whose name does not resolve yet is accepted.
 */
export async function checkReceiverUrl(
  text: string,
  allowed: Networks,
  resolve: ResolveHost = resolveHost,
): Promise<UrlCheck> {
  if (text.length > maxUrlLength || !URL.canParse(text)) return invalidUrl("url_invalid");
  const url = new URL(normalizeUrl(text));
  if (url.href.length > maxUrlLength) return invalidUrl("url_invalid");
  if (url.protocol !== "https:" && url.protocol !== "http:") return invalidUrl("url_scheme");
  if (url.username !== "" || url.password !== "") return invalidUrl("url_userinfo");

  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const isLiteral = isIP(hostname) !== 0;
  if ((!isLiteral && !hostNamePattern.test(hostname)) || url.port === "0") return invalidUrl("url_invalid");

  const addresses = isLiteral ? [hostname] : await resolveInTime(hostname, resolve);
  if (addresses.length === 0) {
    if (isInternalName(hostname)) return invalidUrl("url_address_refused");
    return url.protocol === "https:" ? { ok: true, url } : invalidUrl("url_https_required");
  }
  const check = checkDestination({ protocol: url.protocol, hostname, addresses }, allowed);
  return check.ok ? { ok: true, url } : invalidUrl(`url_${check.code}`);
}

function invalidUrl(code: UrlErrorCode): UrlCheck {
  return { ok: false, code, message: messageByCode[code] };
}

/** Returns the addresses of a name; an empty list if it has none or its name server is too slow. */
async function resolveInTime(hostname: string, resolve: ResolveHost): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<readonly string[]>((done) => {
    timer = setTimeout(done, resolveTimeoutMs, []);
  });
  const addresses = resolve(hostname).catch(() => []);
  return Promise.race([addresses, tooSlow]).finally(() => clearTimeout(timer));
}

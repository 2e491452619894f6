import { env } from "../env";

/** The page for frames in other applications. Only this spelling of its path can be framed. */
const framedPath = "/embed";

/**
 * The headers that say who can show a page in a frame: nobody, except for /embed, which the origins in HOOKLEDGER_EMBED_ORIGINS can show.
 * Its data comes by a portal link and not by a cookie, so a frame has nothing that a click could be stolen from. They are set here and not
 * in next.config.js, whose headers are fixed at build time and match paths in any case.
 */
export function buildFrameHeaders(path: string): Record<string, string> {
  if (path !== framedPath) return { "X-Frame-Options": "DENY" };
  const { HOOKLEDGER_EMBED_ORIGINS: origins } = env();
  const directives = [
    "default-src 'self'",
    // Next writes inline scripts into a static page, whose nonces could not change.
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${origins.length > 0 ? origins.join(" ") : "'none'"}`,
  ];
  return { "Content-Security-Policy": directives.join("; ") };
}

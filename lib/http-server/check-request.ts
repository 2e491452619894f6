import type { IncomingMessage } from "node:http";
import { Problem } from "../adapters/endpoint/problem";

/**
 * Returns a problem if a request's Host header or target is malformed, or if the target contains text that Next or Postgres does
 * not accept; otherwise undefined. Rewrites a target in absolute form (RFC 9112, section 3.2.2), which clients send to proxies,
 * to the usual form; its host replaces the Host header.
 */
export function normalizeAndCheckRequest(request: IncomingMessage): Problem | undefined {
  const target = request.url ?? "";
  if (/^https?:\/\//i.test(target) && URL.canParse(target)) {
    const { host, pathname, search } = new URL(target);
    request.headers.host = host;
    request.url = pathname + search;
  }
  return checkHost(request) ?? checkTarget(request.url ?? "");
}

/** The last valid Host header. It rarely changes, so it is not checked again. */
let validHost = "";

function checkHost({ headers: { host }, rawHeaders }: IncomingMessage): Problem | undefined {
  let hostHeaderCount = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === "host".length && name.toLowerCase() === "host") hostHeaderCount += 1;
  }
  if (hostHeaderCount > 1) return badRequest("Send only one Host header.");
  // HTTP/1.0 requests may have no Host header, and RFC 9112 allows an empty one.
  if (!host || host === validHost) return undefined;
  if (/^[^\s/?#@\\]+$/.test(host) && URL.canParse(`http://${host}`)) {
    validHost = host;
    return undefined;
  }
  return badRequest(
    "The Host header is not a host name or address. Send the host of the URL, such as localhost:3000.",
  );
}

function checkTarget(target: string): Problem | undefined {
  if (!target.startsWith("/")) return badRequest("The request target is not a path. Begin it with a slash.");
  const [path = "", query = ""] = target.split(/\?(.*)/s, 2);
  const decoded = decodePath(path);
  if (decoded === undefined) {
    return badRequest(
      "The path contains a percent sign that does not start a valid UTF-8 escape. Write a literal percent sign as %25.",
    );
  }
  const part = decoded.includes("\0") ? "path" : /%00|\0/.test(query) ? "query" : undefined;
  return part && badRequest(`The ${part} contains U+0000 (%00), which cannot be stored. Remove it.`);
}

function decodePath(path: string): string | undefined {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function badRequest(detail: string): Problem {
  return new Problem(400, "bad_request", detail);
}

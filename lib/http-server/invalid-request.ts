import type { IncomingMessage } from "node:http";
import { Problem } from "../adapters/endpoint/problem";

/**
 * What is wrong with a request before anybody looks at its path: its Host, the form of its target, or text in the target that
 * neither Next nor Postgres takes. Undefined: nothing. A target in absolute form (RFC 9112, section 3.2.2), which clients send
 * to proxies, is brought into the usual form: its host is the one that counts.
 */
export function invalidRequest(request: IncomingMessage): Problem | undefined {
  const target = request.url ?? "";
  if (/^https?:\/\//i.test(target) && URL.canParse(target)) {
    const { host, pathname, search } = new URL(target);
    request.headers.host = host;
    request.url = pathname + search;
  }
  return hostFault(request) ?? targetFault(request.url ?? "");
}

function hostFault({ headers: { host }, rawHeaders }: IncomingMessage): Problem | undefined {
  const hosts = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === "host");
  if (hosts.length > 1) return badRequest("Send one Host header, not several.");
  // HTTP/1.0 may leave it out, and RFC 9112 lets it be empty.
  if (!host || (/^[^\s/?#@\\]+$/.test(host) && URL.canParse(`http://${host}`))) return undefined;
  return badRequest(
    "The Host header is no host name or address. Send the one in the URL, such as localhost:3000.",
  );
}

function targetFault(target: string): Problem | undefined {
  if (!target.startsWith("/")) return badRequest("The request target is no path. Begin it with a slash.");
  const [path = "", query = ""] = target.split(/\?(.*)/s, 2);
  const decoded = decode(path);
  if (decoded === undefined) {
    return badRequest(
      "The path has a percent sign that does not encode UTF-8 text. Write a percent sign itself as %25.",
    );
  }
  const part = decoded.includes("\0") ? "path" : /%00|\0/.test(query) ? "query" : undefined;
  return part && badRequest(`The ${part} has the character U+0000 (%00), which cannot be stored. Remove it.`);
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function badRequest(detail: string): Problem {
  return new Problem(400, "bad_request", detail);
}

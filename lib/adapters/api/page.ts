import { json } from "./endpoint";

/** A page of a list; the way to the next one is also in a Link header (RFC 8288). */
export function page(answer: { items: unknown[]; nextCursor: string | null }, request: Request): Response {
  if (answer.nextCursor === null) return json(200, answer);
  const next = new URL(request.url);
  next.searchParams.set("cursor", answer.nextCursor);
  return json(200, answer, { Link: `<${next.pathname}${next.search}>; rel="next"` });
}

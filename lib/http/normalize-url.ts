/**
 * Returns a receiver's URL in the form that is stored, shown and requested: serialized by the WHATWG parser, without the fragment,
 * which is never sent, and without the final dot of a host name. For example, "https://a.example\@b.example" becomes
 * "https://a.example/@b.example", "http:a.example" becomes "http://a.example/", and the host 127.1 becomes 127.0.0.1. Text that is
 * not an http or https URL is returned unchanged.
 */
export function normalizeUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return text;
  // Each setter parses the URL again, and this function runs for every attempt.
  if (url.href.includes("#")) url.hash = "";
  if (url.hostname.endsWith(".")) url.hostname = url.hostname.slice(0, -1);
  return url.href;
}

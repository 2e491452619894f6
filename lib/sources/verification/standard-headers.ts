/** Names of a request's headers, in lower case. */
interface Headers {
  get(name: string): string | null | undefined;
}

/**
 * Returns what the names of the headers of Standard Webhooks begin with: "webhook", or "svix" for senders that Svix hosts, which use its own
 * names (svix-id, svix-timestamp, svix-signature) for the same content and key. The three headers of a request have the same prefix.
 */
export function findStandardPrefix(headers: Headers): "webhook" | "svix" {
  const hasStandardName = ["id", "timestamp", "signature"].some((name) => headers.get(`webhook-${name}`));
  return !hasStandardName && headers.get("svix-id") ? "svix" : "webhook";
}

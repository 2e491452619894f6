import { env } from "../../env";

/**
 * The public origin of this installation, for URLs in responses and pages: that of NEXTAUTH_URL, which is also right behind a reverse
 * proxy. If that is not set, or is localhost, which names this system only on its own machine, the origin is that of the request: its Host,
 * with https if a trusted proxy says so.
 */
export function findOrigin(headers: { get(name: string): string | null }): string {
  const { NEXTAUTH_URL, PORT, HOOKLEDGER_TRUST_PROXY } = env();
  const configured = NEXTAUTH_URL ? new URL(NEXTAUTH_URL) : null;
  const host = headers.get("host");
  if (configured && (configured.hostname !== "localhost" || !host)) return configured.origin;
  // A chain of proxies lists what each of them got, the first one first.
  const [protocol = ""] = (headers.get("x-forwarded-proto") ?? "").split(",", 1);
  const scheme = HOOKLEDGER_TRUST_PROXY && protocol.trim().toLowerCase() === "https" ? "https" : "http";
  return new URL(`${scheme}://${host || `localhost:${PORT}`}`).origin;
}

import { classifyAddress, type Networks } from "./networks";

/** Where a request goes: the parts of its URL, and every address of its host. */
export interface Destination {
  /** "http:" or "https:" */
  protocol: string;
  /** Host name or address literal, without brackets. */
  hostname: string;
  addresses: readonly string[];
}

export type DestinationCheck =
  | { ok: true; addresses: readonly string[] }
  | { ok: false; code: "address_refused" | "https_required" };

/**
 * Checks whether a connection is allowed, and to which addresses. One blocked address blocks the whole host: a name with both
 * public and private addresses is a rebinding attack or a mistake. Plain http requires an allowed network. The same check runs
 * when a webhook is saved and at every connection.
 */
export function checkDestination(destination: Destination, allowed: Networks): DestinationCheck {
  const verdicts = destination.addresses.map((ip) => classifyAddress(ip, allowed));
  const onlyAllowed = verdicts.every((verdict) => verdict === "allowed");

  // localhost is 127.0.0.1, ::1 or both: an operator who allows one of them means this machine.
  if (isLoopbackName(destination.hostname)) {
    const addresses = destination.addresses.filter((_, index) => verdicts[index] === "allowed");
    return addresses.length > 0 ? { ok: true, addresses } : { ok: false, code: "address_refused" };
  }
  if (verdicts.length === 0 || verdicts.includes("blocked")) return { ok: false, code: "address_refused" };
  if (isInternalName(destination.hostname) && !onlyAllowed) return { ok: false, code: "address_refused" };
  if (destination.protocol !== "https:" && !onlyAllowed) return { ok: false, code: "https_required" };
  return { ok: true, addresses: destination.addresses };
}

/** Whether a name never means a host on the public internet (RFC 6761, RFC 6762, ICANN's reserved .internal). */
export function isInternalName(hostname: string): boolean {
  return isLoopbackName(hostname) || /(^|\.)(local|internal)\.?$/i.test(hostname);
}

/** Whether a name always means this machine (RFC 6761, section 6.3). */
export function isLoopbackName(hostname: string): boolean {
  return /(^|\.)localhost\.?$/i.test(hostname);
}

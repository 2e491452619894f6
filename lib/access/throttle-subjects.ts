import ipaddr from "ipaddr.js";
import { failureLimits } from "./throttle-rule";

/** Something whose failed sign-ins are counted, and how many it may have. */
export interface Subject {
  id: string;
  limit: number;
}

export function emailSubject(email: string): Subject {
  return { id: `email:${email}`, limit: failureLimits.email };
}

/**
 * The subject of a client's address, or null when the text is none. IPv6 counts by its /64, because one customer
 * of a provider has a whole /64 to try from.
 */
export function ipSubject(text: string | null): Subject | null {
  if (!text || !ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  const network =
    address instanceof ipaddr.IPv6
      ? `${address.parts
          .slice(0, 4)
          .map((part) => part.toString(16))
          .join(":")}::/64`
      : address.toString();
  return { id: `ip:${network}`, limit: failureLimits.ip };
}

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

/** A browser that the user signed in with before, by its id: what others guess elsewhere does not count against it. */
export function deviceSubject(deviceId: string): Subject {
  return { id: `device:${deviceId}`, limit: failureLimits.device };
}

/** A signed-in user who is asked for the password again: only who has a session of theirs can get it blocked. */
export function confirmationSubject(userId: string): Subject {
  return { id: `confirmation:${userId}`, limit: failureLimits.confirmation };
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

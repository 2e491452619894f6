import ipaddr from "ipaddr.js";
import { failureLimits } from "./throttle-rule";

/** What failed sign-ins are counted for, and how many are allowed before a block. */
export interface ThrottleSubject {
  id: string;
  limit: number;
}

export function emailSubject(email: string): ThrottleSubject {
  return { id: `email:${email}`, limit: failureLimits.email };
}

/** A browser that the user signed in with before, by its id: failures elsewhere do not count against it. */
export function deviceSubject(deviceId: string): ThrottleSubject {
  return { id: `device:${deviceId}`, limit: failureLimits.device };
}

/** A signed-in user who confirms their password: only someone with one of their sessions can get it blocked. */
export function confirmationSubject(userId: string): ThrottleSubject {
  return { id: `confirmation:${userId}`, limit: failureLimits.confirmation };
}

/**
 * The subject of a client's IP address, or null when the text is not one. IPv6 addresses are counted by their /64, because
 * one customer of a provider has a whole /64.
 */
export function ipSubject(text: string | null): ThrottleSubject | null {
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

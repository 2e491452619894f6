import ipaddr from "ipaddr.js";
import { failureLimits } from "./throttle-rule";

/** A subject that failures are counted for, such as an e-mail address, and the number of failures that blocks it. */
export interface ThrottleSubject {
  id: string;
  limit: number;
}

export function makeEmailSubject(email: string): ThrottleSubject {
  return { id: `email:${email}`, limit: failureLimits.email };
}

/** The subject of a browser that the user has signed in with before. Failures in other browsers do not count for it. */
export function makeDeviceSubject(deviceId: string): ThrottleSubject {
  return { id: `device:${deviceId}`, limit: failureLimits.device };
}

/** The subject of a signed-in user's password confirmations. Only someone with a session of this user can block it. */
export function makeConfirmationSubject(userId: string): ThrottleSubject {
  return { id: `confirmation:${userId}`, limit: failureLimits.confirmation };
}

/**
 * Returns the subject of a client's IP address, or null when the text is not an IP address. IPv6 addresses are counted by their /64
 * network, because one customer of a provider has a whole /64.
 */
export function makeIpSubject(text: string | null): ThrottleSubject | null {
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

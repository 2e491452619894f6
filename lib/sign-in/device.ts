import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "../env";

/** How long a browser is known after its last sign-in, in seconds. */
export const deviceSeconds = 180 * 24 * 60 * 60;

/** A browser that several people use is known to the last of them. */
const mostUsers = 5;

export interface DeviceUser {
  id: string;
  passwordHash: string;
}

/**
 * The id of the browser with this cookie when this user signed in with it before, else null. Such a browser is not held
 * back by what others guess from elsewhere (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). Nothing is
 * stored: the proof is made with NEXTAUTH_SECRET over the user's id and password hash, so another password voids it.
 */
export function recognizeDevice(cookie: string | null, user: DeviceUser, now: Date): string | null {
  for (const proof of proofsIn(cookie)) {
    const [userId, issued = "", id = ""] = proof.split(".");
    if (userId !== user.id || !isEqual(proof, prove(user, issued, id))) continue;
    const age = now.getTime() / 1_000 - Number.parseInt(issued, 36);
    if (age < deviceSeconds) return id;
  }
  return null;
}

/** The cookie's next value, after this user has signed in: with a new id, and with the other users' proofs kept. */
export function rememberDevice(cookie: string | null, user: DeviceUser, now: Date): string {
  const issued = Math.floor(now.getTime() / 1_000).toString(36);
  const others = proofsIn(cookie).filter((proof) => !proof.startsWith(`${user.id}.`));
  return [prove(user, issued, randomBytes(12).toString("base64url")), ...others]
    .slice(0, mostUsers)
    .join("~");
}

/** What is not written by us is left out, so that it cannot be carried along. */
function proofsIn(cookie: string | null): string[] {
  const proofs = (cookie ?? "").slice(0, 2_000).split("~");
  return proofs.filter((proof) => /^[0-9a-f-]{36}\.[0-9a-z]{1,8}\.[\w-]{16}\.[\w-]{43}$/.test(proof));
}

function prove({ id: userId, passwordHash }: DeviceUser, issued: string, id: string): string {
  const proved = JSON.stringify(["hookledger device", userId, issued, id, passwordHash]);
  const proof = createHmac("sha256", env().NEXTAUTH_SECRET).update(proved).digest("base64url");
  return [userId, issued, id, proof].join(".");
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

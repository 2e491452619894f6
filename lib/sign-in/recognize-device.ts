import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "../env";

/** How long a browser is recognized after its last sign-in, in seconds. */
export const deviceLifetimeSeconds = 180 * 24 * 60 * 60;

/** A browser that several users share is recognized for the last five of them who signed in. */
const maxUsers = 5;

export interface DeviceUser {
  id: string;
  passwordHash: string;
}

/**
 * Returns the ID of the browser with this cookie if the user signed in there before, else null. A recognized browser is not blocked by
 * failed sign-ins from elsewhere (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). Nothing is stored: the
 * proof is an HMAC with NEXTAUTH_SECRET over the user's ID and password hash, so changing the password invalidates it.
 */
export function recognizeDevice(cookie: string | null, user: DeviceUser, now: Date): string | null {
  for (const proof of parseProofs(cookie)) {
    const [userId, issued = "", id = ""] = proof.split(".");
    if (userId !== user.id || !isEqual(proof, createProof(user, issued, id))) continue;
    const age = now.getTime() / 1_000 - Number.parseInt(issued, 36);
    if (age < deviceLifetimeSeconds) return id;
  }
  return null;
}

/** Returns the cookie's next value after a sign-in: a new ID and proof for this user, and the unchanged proofs of other users. */
export function renewDeviceCookie(cookie: string | null, user: DeviceUser, now: Date): string {
  const issued = Math.floor(now.getTime() / 1_000).toString(36);
  const otherProofs = parseProofs(cookie).filter((proof) => !proof.startsWith(`${user.id}.`));
  return [createProof(user, issued, randomBytes(12).toString("base64url")), ...otherProofs]
    .slice(0, maxUsers)
    .join("~");
}

/** Splits a cookie into its proofs. Parts that do not look like a proof are left out. */
function parseProofs(cookie: string | null): string[] {
  const proofs = (cookie ?? "").slice(0, 2_000).split("~");
  return proofs.filter((proof) => /^[0-9a-f-]{36}\.[0-9a-z]{1,8}\.[\w-]{16}\.[\w-]{43}$/.test(proof));
}

function createProof({ id: userId, passwordHash }: DeviceUser, issued: string, id: string): string {
  const signed = JSON.stringify(["hookledger device", userId, issued, id, passwordHash]);
  const proof = createHmac("sha256", env().NEXTAUTH_SECRET).update(signed).digest("base64url");
  return [userId, issued, id, proof].join(".");
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

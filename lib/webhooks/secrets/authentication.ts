import { SignJWT } from "jose";
import { Prisma } from "@/prisma/generated/client";
import { seal, unseal } from "../../crypto/seal";
import { newId } from "../../ids";
import { type Authentication, hiddenValue } from "./authentication-schema";
import { boundTo } from "./sealed-values";

const secretOf = { basic: "password", apiKey: "value", bearer: "token", jwt: "secret" } as const;

/** The two columns of a webhook's authentication: what may be shown, and all of it, sealed. */
export function sealAuthentication(webhookId: string, authentication: Authentication | null) {
  if (authentication === null) return { authentication: Prisma.DbNull, authenticationSealed: null };
  return {
    authentication: hidden(authentication) as Prisma.InputJsonObject,
    authenticationSealed: seal(JSON.stringify(authentication), boundTo.authentication(webhookId)),
  };
}

/** Throws CannotUnseal when the encryption key is not the one that sealed it. */
export function openAuthentication(webhookId: string, sealed: Uint8Array): Authentication {
  return JSON.parse(unseal(sealed, boundTo.authentication(webhookId)));
}

/** As the API and the portal show it: without its secret. */
export function hidden(authentication: Authentication): Record<string, unknown> & { kind: string } {
  return { ...authentication, [secretOf[authentication.kind]]: hiddenValue };
}

/**
 * The authentication that was asked for, with the saved secret where "********" stands in its place; undefined
 * when there is none saved of that kind.
 */
export function withSavedSecret(
  wanted: Authentication,
  saved: Authentication | null,
): Authentication | undefined {
  if (!leavesSecret(wanted)) return wanted;
  if (saved?.kind !== wanted.kind) return undefined;
  const field = secretOf[wanted.kind];
  return { ...wanted, [field]: (saved as Record<string, unknown>)[field] } as Authentication;
}

/** Whether "********" stands in its secret's place. */
function leavesSecret(wanted: Authentication): boolean {
  return (wanted as Record<string, unknown>)[secretOf[wanted.kind]] === hiddenValue;
}

/**
 * The columns after a change; null when the secret is to stay as it was and there is none of that kind.
 * @param sealed the saved one, or null.
 */
export function mergeAuthentication(
  webhookId: string,
  sealed: Uint8Array | null,
  wanted: Authentication | null,
) {
  if (wanted === null) return sealAuthentication(webhookId, null);
  // Opened only where it stays: one that cannot be opened can still be replaced.
  const saved = sealed === null || !leavesSecret(wanted) ? null : openAuthentication(webhookId, sealed);
  const merged = withSavedSecret(wanted, saved);
  return merged ? sealAuthentication(webhookId, merged) : null;
}

/** The answer to a request that leaves the secret as it was where there was none. */
export const secretMissing = {
  field: "authentication",
  code: "secret_missing",
  message: `"${hiddenValue}" keeps the saved secret, and none is saved for this way to sign in. Give the secret.`,
};

/** The name of the header that carries it. */
export function authenticationHeader(authentication: { kind: string; header?: string }): string {
  return authentication.header ?? "Authorization";
}

/** The value of that header for an attempt made now. A JWT has an id of its own and ends after its lifetime. */
export async function authenticationValue(authentication: Authentication, now: Date): Promise<string> {
  switch (authentication.kind) {
    case "basic": {
      const { username, password } = authentication;
      return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    }
    case "apiKey":
      return authentication.value;
    case "bearer":
      return `Bearer ${authentication.token}`;
    case "jwt": {
      const { secret, issuer, subject, audience, lifetimeSeconds } = authentication;
      const issuedAt = Math.floor(now.getTime() / 1_000);
      const named = { iss: issuer, sub: subject, aud: audience };
      const claims = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .setJti(newId(now))
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(new TextEncoder().encode(secret));
      return `Bearer ${token}`;
    }
  }
}

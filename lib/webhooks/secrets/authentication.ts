import { SignJWT } from "jose";
import { Prisma } from "@/prisma/generated/client";
import { seal, unseal } from "../../crypto/seal";
import { newId } from "../../ids";
import { type Authentication, type HeaderAuthentication, hiddenValue } from "./authentication-schema";
import { sealContext } from "./sealed-values";

const secretFieldByKind = {
  basic: "password",
  apiKey: "value",
  bodyField: "value",
  bearer: "token",
  jwt: "secret",
} as const;

/** Converts an authentication to its two columns: one without the secret, the other complete but sealed. */
export function toAuthenticationColumns(webhookId: string, authentication: Authentication | null) {
  if (authentication === null) return { authentication: Prisma.DbNull, authenticationSealed: null };
  return {
    authentication: hideSecret(authentication) as Prisma.InputJsonObject,
    authenticationSealed: seal(JSON.stringify(authentication), sealContext.authentication(webhookId)),
  };
}

/** Decrypts a saved authentication. Throws CannotUnseal if the encryption key is not the one that sealed it. */
export function openAuthentication(webhookId: string, sealed: Uint8Array): Authentication {
  return JSON.parse(unseal(sealed, sealContext.authentication(webhookId)));
}

/** The authentication as the API and the portal show it: without its secret. */
export function hideSecret(authentication: Authentication): Record<string, unknown> & { kind: string } {
  return { ...authentication, [secretFieldByKind[authentication.kind]]: hiddenValue };
}

/**
 * Returns the requested authentication with the saved secret in place of "********"; undefined if none is saved for this kind.
 */
export function restoreSavedSecret(
  wanted: Authentication,
  saved: Authentication | null,
): Authentication | undefined {
  if (!keepsSecret(wanted)) return wanted;
  if (saved?.kind !== wanted.kind) return undefined;
  const field = secretFieldByKind[wanted.kind];
  return { ...wanted, [field]: (saved as Record<string, unknown>)[field] } as Authentication;
}

/** Whether the request has "********" in place of the secret, and so keeps the saved secret. */
function keepsSecret(wanted: Authentication): boolean {
  return (wanted as Record<string, unknown>)[secretFieldByKind[wanted.kind]] === hiddenValue;
}

/**
 * Returns the columns of the authentication after a change; null if the change keeps a secret but none is saved for this kind.
 * @param sealed the saved authentication, or null
 */
export function mergeAuthentication(
  webhookId: string,
  sealed: Uint8Array | null,
  wanted: Authentication | null,
) {
  if (wanted === null) return toAuthenticationColumns(webhookId, null);
  // The saved secret is opened only if it stays, so that one that cannot be opened can still be replaced.
  const saved = sealed === null || !keepsSecret(wanted) ? null : openAuthentication(webhookId, sealed);
  const merged = restoreSavedSecret(wanted, saved);
  return merged ? toAuthenticationColumns(webhookId, merged) : null;
}

/** The error for a request that keeps a secret where none is saved. */
export const missingSecretError = {
  field: "authentication",
  code: "secret_missing" as const,
  message: `"${hiddenValue}" keeps the saved secret, but no secret is saved for this kind of authentication. Send the secret.`,
};

/** The name of the header that carries the authentication; null if the body carries it. */
export function authenticationHeaderName(authentication: HeaderAuthentication): string;
export function authenticationHeaderName(authentication: { kind: string; header?: string }): string | null;
export function authenticationHeaderName({ kind, header }: { kind: string; header?: string }): string | null {
  return kind === "bodyField" ? null : (header ?? "Authorization");
}

/** The value of the authentication header for an attempt at `now`. A JWT gets an id and expires after its lifetime. */
export function authenticationHeaderValue(
  authentication: HeaderAuthentication,
  now: Date,
): string | Promise<string> {
  switch (authentication.kind) {
    case "basic": {
      const { username, password } = authentication;
      return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    }
    case "apiKey":
      return authentication.value;
    case "bearer":
      return `Bearer ${authentication.token}`;
    case "jwt":
      return makeJwtHeaderValue(authentication, now);
  }
}

async function makeJwtHeaderValue(
  { secret, issuer, subject, audience, lifetimeSeconds }: Extract<Authentication, { kind: "jwt" }>,
  now: Date,
): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1_000);
  const claimValues = { iss: issuer, sub: subject, aud: audience };
  const claims = Object.fromEntries(Object.entries(claimValues).filter(([, value]) => value !== undefined));
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setJti(newId(now))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(new TextEncoder().encode(secret));
  return `Bearer ${token}`;
}

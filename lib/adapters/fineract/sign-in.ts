import { createHash } from "node:crypto";
import { can, type Scope } from "../../scope/scope";
import { authenticate } from "./authenticate";
import { fineractCalls } from "./calls";
import { invalid } from "./fineract-error";
import type { SignedIn } from "./schema";

export interface Credentials {
  username?: string | undefined;
  password?: string | undefined;
}

const keyOf = ({ username, password }: Credentials) =>
  Buffer.from(`${username}:${password}`).toString("base64");

/** Who signs in with these. Throws Fineract's 400 where one is missing, and its 401 where they are not valid. */
export async function scopeOfCredentials(request: Request, credentials: Credentials): Promise<Scope> {
  const missing = (["username", "password"] as const).filter((name) => !credentials[name]);
  if (missing.length > 0) {
    throw invalid(
      missing.map((parameterName) => ({
        code: `validation.msg.authentication.${parameterName}.cannot.be.blank`,
        message: `The parameter \`${parameterName}\` is mandatory.`,
        parameterName,
      })),
    );
  }
  const { permission } = fineractCalls.signInToFineract;
  return authenticate(request, `Basic ${keyOf(credentials)}`, permission);
}

/**
 * What Fineract answers a sign-in with (AuthenticatedUserData), as the Mifos web app reads it. Users are API keys
 * here, whose ids are no integers: `userId` is a number made of the id, the same each time. There is one office.
 */
export function signedIn(scope: Scope, credentials: Credentials): SignedIn {
  const { actor } = scope;
  const id =
    createHash("sha256")
      .update(actor.id ?? "")
      .digest()
      .readUInt32BE() >>> 1;
  return {
    username: credentials.username ?? "",
    userId: id,
    base64EncodedAuthenticationKey: keyOf(credentials),
    authenticated: true,
    officeId: 1,
    officeName: "Hookledger",
    roles: [{ id, name: actor.name, description: "What this API key may do", disabled: false }],
    permissions: [
      ...(can(scope, "webhooks:read") ? ["READ_HOOK"] : []),
      ...(can(scope, "webhooks:write") ? ["CREATE_HOOK", "UPDATE_HOOK", "DELETE_HOOK"] : []),
    ],
    shouldRenewPassword: false,
    isTwoFactorAuthenticationRequired: false,
  };
}

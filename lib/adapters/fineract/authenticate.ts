import { createHash } from "node:crypto";
import { tenantIdSchema } from "../../dialects/fineract/fineract";
import { can, type Scope } from "../../scope/scope";
import type { Fields } from "../endpoint/endpoint";
import type { ApiRequest } from "../endpoint/http-messages";
import { invalidTenantId, validationError } from "./fineract-error";
import type { AuthenticatedUser } from "./schema";

/**
 * Converts the Basic credentials (RFC 7617) that Fineract's clients send to a bearer token: the password is the API key, and the user
 * name is ignored. Any other header, such as one with a bearer token, is returned as it is.
 */
export function toBearerAuthorization(authorization: string | null): string | null {
  const encoded = /^basic +([\w+/-]+=*) *$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return authorization;
  const pair = Buffer.from(encoded, "base64").toString();
  return `Bearer ${pair.slice(pair.indexOf(":") + 1)}`;
}

/**
 * Reads the Fineract tenant of a request, from the header or, as old clients send it, from the query. The tenant does not select any
 * data: the API key's partner does. A new hook only stores the tenant and sends it with its deliveries. Throws Fineract's 401 for an
 * invalid name.
 */
export function readFineractTenantId(request: ApiRequest): string {
  const query = new URL(request.url).searchParams.get("tenantIdentifier");
  const tenantId = request.headers.get("fineract-platform-tenantid") ?? query;
  if (tenantId === null) return "default";
  const parsed = tenantIdSchema.safeParse(tenantId.trim());
  if (!parsed.success) throw invalidTenantId();
  return parsed.data;
}

interface Credentials {
  username?: string | undefined;
  password?: string | undefined;
}

function readCredentials({ query, body }: Fields): Credentials {
  return { ...(query as Credentials), ...(body as Credentials) };
}

const encodeCredentials = ({ username, password }: Credentials) =>
  Buffer.from(`${username}:${password}`).toString("base64");

/** Converts the user name and password in an authentication call to Basic credentials. Throws Fineract's 400 if one of them is missing. */
export function toBasicAuthorization(fields: Fields): string {
  const credentials = readCredentials(fields);
  const missing = (["username", "password"] as const).filter((name) => !credentials[name]);
  if (missing.length === 0) return `Basic ${encodeCredentials(credentials)}`;
  throw validationError(
    missing.map((parameterName) => ({
      code: `validation.msg.authentication.${parameterName}.cannot.be.blank`,
      message: `The parameter \`${parameterName}\` is mandatory.`,
      parameterName,
    })),
  );
}

/**
 * Builds Fineract's response to an authentication call (AuthenticatedUserData), as the Mifos web app reads it. The user is an API key,
 * whose ID is not an integer: `userId` is an integer that is derived from that ID, so it never changes. There is only one office.
 */
export function toAuthenticatedUser(scope: Scope, fields: Fields): AuthenticatedUser {
  const { actor } = scope;
  const id =
    createHash("sha256")
      .update(actor.id ?? "")
      .digest()
      .readUInt32BE() >>> 1;
  const credentials = readCredentials(fields);
  return {
    username: credentials.username ?? "",
    userId: id,
    base64EncodedAuthenticationKey: encodeCredentials(credentials),
    authenticated: true,
    officeId: 1,
    officeName: "Hookledger",
    roles: [{ id, name: actor.name, description: "API key permissions", disabled: false }],
    permissions: [
      ...(can(scope, "webhooks:read") ? ["READ_HOOK"] : []),
      ...(can(scope, "webhooks:write") ? ["CREATE_HOOK", "UPDATE_HOOK", "DELETE_HOOK"] : []),
    ],
    shouldRenewPassword: false,
    isTwoFactorAuthenticationRequired: false,
  };
}

import { createHash } from "node:crypto";
import { tenantIdSchema } from "../../dialects/fineract/fineract";
import { can, type Scope } from "../../scope/scope";
import type { Fields } from "../endpoint/endpoint";
import type { ApiRequest } from "../endpoint/http-messages";
import { invalidTenantId, validationError } from "./fineract-error";
import type { AuthenticatedUser } from "./schema";

/**
 * Fineract's clients authenticate by Basic (RFC 7617). The password is an API key; any user name will do, the key alone
 * identifies the caller. A bearer token is passed on as it is.
 */
export function toBearerAuthorization(authorization: string | null): string | null {
  const encoded = /^basic +([\w+/-]+=*) *$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return authorization;
  const pair = Buffer.from(encoded, "base64").toString();
  return `Bearer ${pair.slice(pair.indexOf(":") + 1)}`;
}

/**
 * The Fineract tenant of a request, from the header or, as old clients send it, from the query. It has no effect here (data
 * is separated by the API key's partner): a new hook stores it and sends it with its deliveries. Throws Fineract's 401 for
 * an invalid name.
 */
export function readFineractTenantId(request: ApiRequest): string {
  const query = new URL(request.url).searchParams.get("tenantIdentifier");
  const named = request.headers.get("fineract-platform-tenantid") ?? query;
  if (named === null) return "default";
  const parsed = tenantIdSchema.safeParse(named.trim());
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

/** The credentials of a sign-in as a Basic header. Throws Fineract's 400 where one is missing. */
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
 * Fineract's response to a sign-in (AuthenticatedUserData), as the Mifos web app reads it. Users are API keys here, whose
 * ids are no integers: `userId` is a number derived from the id, the same each time. There is one office.
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

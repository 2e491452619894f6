import { limitCustomerData, limitHeaders } from "../customer-data/limit-customer-data";
import { can, Forbidden, requirePermission, type Scope } from "../scope/scope";
import { listWebhooksByUrl } from "../webhooks/queries";
import {
  findConfiguredBehaviour,
  listReceivedRequests,
  parseBehaviour,
  receiverRoot,
  setBehaviour,
} from "./receiver";
import type { Behaviour, ReceivedRequest, ReceiverAddress } from "./schema";

/** Returns the path of a webhook's URL on the built-in receiver; null if the webhook sends to another receiver. */
function parseReceiverPath(url: string): string | null {
  const { hostname, pathname } = new URL(url);
  const isLocal = hostname === "127.0.0.1" || hostname === "localhost";
  return isLocal && isReceiverPath(pathname) ? pathname : null;
}

function isReceiverPath(path: string): boolean {
  return path === receiverRoot || path.startsWith(`${receiverRoot}/`);
}

/** Lists the built-in receiver's paths that webhooks send to or that got a request. */
async function listAddresses(scope: Scope): Promise<ReceiverAddress[]> {
  const webhooksByPath = new Map<string, ReceiverAddress["webhooks"]>();
  for (const { id, name, url } of await listWebhooksByUrl(scope, receiverRoot)) {
    const path = parseReceiverPath(url);
    if (path) webhooksByPath.set(path, [...(webhooksByPath.get(path) ?? []), { id, name }]);
  }
  // Paths that are no webhook's own can come from templates.
  const receivedPaths = can(scope, "customer-data:read") ? listReceivedRequests().map(({ url }) => url) : [];
  const paths = [...new Set([...webhooksByPath.keys(), ...receivedPaths])].sort();
  return paths.map((path) => ({
    path,
    pathBehaviour: parseBehaviour(path),
    configuredBehaviour: findConfiguredBehaviour(path),
    webhooks: webhooksByPath.get(path) ?? [],
  }));
}

/** A template can put customer data into the URL, the headers and the body. */
function limitRequest(scope: Scope, request: ReceivedRequest): ReceivedRequest {
  return {
    ...request,
    url: limitCustomerData(scope, null, request.url),
    headers: limitHeaders(scope, request.headers),
    body: limitCustomerData(scope, null, request.body),
  };
}

/** Throws Forbidden for a partner: the receiver shows the requests of all webhooks. */
function requireLender(scope: Scope, permission: "webhooks:read" | "webhooks:write"): void {
  requirePermission(scope, permission);
  if (scope.partnerId !== null) throw new Forbidden(permission);
}

/**
 * Returns the built-in receiver's paths and its last requests, newest first, as far as the scope can see them. Requires webhooks:read, as a user
 * of the lender.
 */
export async function readInbox(
  scope: Scope,
): Promise<{ addresses: ReceiverAddress[]; requests: ReceivedRequest[] }> {
  requireLender(scope, "webhooks:read");
  return {
    addresses: await listAddresses(scope),
    requests: listReceivedRequests().map((request) => limitRequest(scope, request)),
  };
}

/**
 * Sets how one path of the receiver responds from now on; null restores the behaviour that the path names. Requires webhooks:write, as a
 * user of the lender. The change is not audited, since the receiver is a tool of the demo and its settings are only in memory.
 * @returns false if the path does not exist
 */
export async function setReceiverBehaviour(
  scope: Scope,
  path: string,
  behaviour: Behaviour | null,
): Promise<boolean> {
  requireLender(scope, "webhooks:write");
  if (!(await listAddresses(scope)).some((address) => address.path === path)) return false;
  setBehaviour(path, behaviour);
  return true;
}

import { Forbidden, requirePermission, type Scope } from "../scope/scope";
import { listWebhooksByUrl } from "../webhooks/queries";
import {
  findConfiguredBehaviour,
  listReceivedRequests,
  parseBehaviour,
  receiverRoot,
  setBehaviour,
} from "./receiver";
import type { Behaviour, ReceivedRequest, ReceiverAddress } from "./schema";

/** The path of a webhook's URL on the built-in receiver; null when the webhook sends elsewhere. */
function parseReceiverPath(url: string): string | null {
  const { hostname, pathname } = new URL(url);
  const isLocal = hostname === "127.0.0.1" || hostname === "localhost";
  return isLocal && isReceiverPath(pathname) ? pathname : null;
}

function isReceiverPath(path: string): boolean {
  return path === receiverRoot || path.startsWith(`${receiverRoot}/`);
}

/** The built-in receiver's paths that webhooks send to or that got a request. */
async function listAddresses(scope: Scope): Promise<ReceiverAddress[]> {
  const senders = new Map<string, ReceiverAddress["webhooks"]>();
  for (const { id, name, url } of await listWebhooksByUrl(scope, receiverRoot)) {
    const path = parseReceiverPath(url);
    if (path) senders.set(path, [...(senders.get(path) ?? []), { id, name }]);
  }
  const paths = [...new Set([...senders.keys(), ...listReceivedRequests().map(({ url }) => url)])].sort();
  return paths.map((path) => ({
    path,
    inPath: parseBehaviour(path),
    configured: findConfiguredBehaviour(path),
    webhooks: senders.get(path) ?? [],
  }));
}

/** The receiver shows the requests of all webhooks, so a partner cannot use it. */
function requireLender(scope: Scope, permission: "webhooks:read" | "webhooks:write"): void {
  requirePermission(scope, permission);
  if (scope.partnerId !== null) throw new Forbidden(permission);
}

/** The built-in receiver's paths and its last requests, newest first. Requires webhooks:read, as a user of the lender. */
export async function readInbox(
  scope: Scope,
): Promise<{ addresses: ReceiverAddress[]; requests: ReceivedRequest[] }> {
  requireLender(scope, "webhooks:read");
  return { addresses: await listAddresses(scope), requests: [...listReceivedRequests()] };
}

/**
 * Sets how one path of the receiver responds from now on; null: as the path says. Requires webhooks:write, as a user of the
 * lender. Not audited: the receiver is a tool of the demo, in memory.
 * @returns false when the path does not exist
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

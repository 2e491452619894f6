import { Forbidden, requirePermission, type Scope } from "../scope/scope";
import { listWebhooksByUrl } from "../webhooks/queries";
import { behaviourInPath, configuredBehaviour, received, receiverRoot, setBehaviour } from "./receiver";
import type { Behaviour, ReceivedRequest, ReceiverAddress } from "./schema";

/** The path on the built-in receiver that a webhook sends to, or null when it sends elsewhere. */
function receiverPath(url: string): string | null {
  const { hostname, pathname } = new URL(url);
  const isOurs = hostname === "127.0.0.1" || hostname === "localhost";
  return isOurs && isReceiverPath(pathname) ? pathname : null;
}

function isReceiverPath(path: string): boolean {
  return path === receiverRoot || path.startsWith(`${receiverRoot}/`);
}

/** The receiver's addresses: those that webhooks send to, and those that ever got something. */
async function listAddresses(scope: Scope): Promise<ReceiverAddress[]> {
  const senders = new Map<string, ReceiverAddress["webhooks"]>();
  for (const { id, name, url } of await listWebhooksByUrl(scope, receiverRoot)) {
    const path = receiverPath(url);
    if (path) senders.set(path, [...(senders.get(path) ?? []), { id, name }]);
  }
  const paths = [...new Set([...senders.keys(), ...received().map(({ url }) => url)])].sort();
  return paths.map((path) => ({
    path,
    inPath: behaviourInPath(path),
    configured: configuredBehaviour(path),
    webhooks: senders.get(path) ?? [],
  }));
}

/** It is one toy for everybody, with what every webhook sends: a partner has no business with it. */
function requireLender(scope: Scope, permission: "webhooks:read" | "webhooks:write"): void {
  requirePermission(scope, permission);
  if (scope.partnerId !== null) throw new Forbidden(permission);
}

/**
 * The built-in receiver as a person of the lender sees it: its addresses, and what they got last, newest first. Needs
 * webhooks:read.
 */
export async function readInbox(
  scope: Scope,
): Promise<{ addresses: ReceiverAddress[]; requests: ReceivedRequest[] }> {
  requireLender(scope, "webhooks:read");
  return { addresses: await listAddresses(scope), requests: [...received()] };
}

/**
 * Tells one address of the receiver how to answer from now on; null: as its last part says. Needs webhooks:write,
 * as one of the lender's. False when there is no such address. It is a toy in memory: nothing is audited.
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

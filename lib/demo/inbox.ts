import { demand, type Scope } from "../access/scope";
import { listWebhooks } from "../webhooks/queries";
import { namedBehaviour, received, receiverRoot, tell, toldBehaviour } from "./receiver";
import type { Behaviour, Received, ReceiverAddress } from "./schema";

/** The path on the built-in receiver that a webhook sends to, or null when it sends elsewhere. */
function receiverPath(url: string): string | null {
  const { hostname, pathname } = new URL(url);
  const isOurs = hostname === "127.0.0.1" || hostname === "localhost";
  return isOurs && isReceiverPath(pathname) ? pathname : null;
}

function isReceiverPath(path: string): boolean {
  return path === receiverRoot || path.startsWith(`${receiverRoot}/`);
}

/** The receiver's addresses: those that webhooks send to and, for the lender, those that ever got something. */
async function listAddresses(scope: Scope): Promise<ReceiverAddress[]> {
  const senders = new Map<string, ReceiverAddress["webhooks"]>();
  for (const { id, name, url } of await listWebhooks(scope)) {
    const path = receiverPath(url);
    if (path) senders.set(path, [...(senders.get(path) ?? []), { id, name }]);
  }
  const others = scope.partnerId === null ? received().map(({ url }) => url) : [];
  const paths = [...new Set([...senders.keys(), ...others])].sort();
  return paths.map((path) => ({
    path,
    named: namedBehaviour(path),
    told: toldBehaviour(path),
    webhooks: senders.get(path) ?? [],
  }));
}

/**
 * The built-in receiver as a person sees it: its addresses, and what they got last, newest first. Needs webhooks:read.
 * A partner's person sees the addresses of that partner's webhooks only.
 */
export async function readInbox(
  scope: Scope,
): Promise<{ addresses: ReceiverAddress[]; notices: Received[] }> {
  demand(scope, "webhooks:read");
  const addresses = await listAddresses(scope);
  const visible = new Set(addresses.map(({ path }) => path));
  return { addresses, notices: received().filter(({ url }) => visible.has(url)) };
}

/**
 * Tells one address of the receiver how to answer from now on; null: as its last part says. Needs webhooks:write.
 * False when there is no such address, or none that the scope may see. It is a toy in memory: nothing is audited.
 */
export async function tellReceiver(
  scope: Scope,
  path: string,
  behaviour: Behaviour | null,
): Promise<boolean> {
  demand(scope, "webhooks:write");
  if (!(await listAddresses(scope)).some((address) => address.path === path)) return false;
  tell(path, behaviour);
  return true;
}

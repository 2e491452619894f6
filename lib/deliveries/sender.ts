import { env } from "../env";
import { createSender, type Sender } from "../http/send";

let shared: Sender | undefined;

/** The process's one sender: its keep-alive connections serve every webhook. */
export function sender(): Sender {
  shared ??= createSender({ allowedNetworks: env().HOOKLEDGER_ALLOWED_NETWORKS });
  return shared;
}

/** Closes every connection to receivers; the next send opens new ones. */
export async function closeSender(): Promise<void> {
  const open = shared;
  shared = undefined;
  await open?.close();
}

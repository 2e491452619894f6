import { env } from "../env";
import { createSender, type Sender } from "../http/send";

let sharedSender: Sender | undefined;

/** The process's one sender: its keep-alive connections serve every webhook. */
export function sender(): Sender {
  sharedSender ??= createSender({ allowedNetworks: env().HOOKLEDGER_ALLOWED_NETWORKS });
  return sharedSender;
}

/** Closes every connection to receivers; the next send opens new ones. */
export async function closeSender(): Promise<void> {
  const open = sharedSender;
  sharedSender = undefined;
  await open?.close();
}

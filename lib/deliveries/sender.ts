import { env } from "../env";
import { createSender, type Sender } from "../http/send";

let sharedSender: Sender | undefined;

/** Returns the single sender of this process, whose keep-alive connections serve all webhooks. */
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

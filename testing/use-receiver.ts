import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { prisma } from "@/lib/db";
import { closeSender } from "@/lib/deliveries/sender";
import { useDatabase } from "./database";
import { fillCatalogue } from "./ledger";
import { type Receiver, startReceiver } from "./receiver";

/**
 * For a test file that sends deliveries: sets up a database with the built-in event types, and a new receiver for each test. The webhooks
 * of a test are deleted after it.
 * @param setReceiver is called with the receiver before each test
 */
export function useReceiver(setReceiver: (receiver: Receiver) => void): void {
  useDatabase();
  beforeAll(fillCatalogue);
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
    setReceiver(receiver);
  });
  afterEach(async () => {
    await prisma().webhook.updateMany({ data: { deletedAt: new Date() } });
    await receiver.close();
  });
  afterAll(closeSender);
}

import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { prisma } from "@/lib/db";
import { closeSender } from "@/lib/deliveries/sender";
import { useDatabase } from "./database";
import { fillCatalogue } from "./ledger";
import { type Receiver, startReceiver } from "./receiver";

/**
 * Gives a test file that sends deliveries a database with the built-in event types, and each test a new receiver. The webhooks of
 * a test are deleted after it.
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

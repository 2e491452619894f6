import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/db";
import { closeSender } from "@/lib/deliveries/sender";
import { startRunner } from "@/lib/engine/runner";
import { callEntityRecorder } from "@/lib/entities/call-recorder";
import { log } from "@/lib/log";
import { registerSignalSender } from "@/lib/signals";
import { useDatabase } from "@/testing/database";
import { eventually } from "@/testing/engine";
import { fillCatalogue, postEvent } from "@/testing/ledger";
import { inngest } from "../client";
import { registerEngineSender } from "../register-engine-sender";
import { functions } from ".";

useDatabase();
let stop = async () => {};
beforeAll(fillCatalogue);
afterEach(async () => {
  await stop();
  registerSignalSender(undefined);
});
afterAll(closeSender);

test("entities of accepted events are recorded by the function, also after its first signal was lost", async () => {
  await postEvent({ entityId: "o-1" });
  registerSignalSender(() => Promise.reject(new Error("the engine is unavailable")));
  await callEntityRecorder();
  await prisma().entityWalk.updateMany({ data: { calledUntil: null } });
  registerEngineSender();
  const runner = startRunner({ functions, client: inngest, log });
  stop = () => runner.stop();
  await callEntityRecorder();
  await eventually(async () => expect(await prisma().entity.findMany()).toMatchObject([{ entityId: "o-1" }]));
});

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createWebhook, postEvent } from "../e2e/api";
import { percentile, startBench } from "./bench-system";

/** Idle system, one event at a time: milliseconds from its 202 to its arrival at the receiver. */
const rounds = 100;
const bench = await startBench();
let onArrival: (at: number) => void = () => {};
const receiver = createServer((request, response) => {
  request.resume().on("end", () => {
    onArrival(performance.now());
    response.end();
  });
}).listen(0, "127.0.0.1");
await once(receiver, "listening");
const { port } = receiver.address() as AddressInfo;
await createWebhook(bench.system, { url: `http://127.0.0.1:${port}/`, triggers: ["OpportunityUpdated"] });

const msAfter202: number[] = [];
const msAfterPost: number[] = [];
for (let round = 0; round < rounds + 5; round += 1) {
  const arrival = new Promise<number>((resolve) => {
    onArrival = resolve;
  });
  const posted = performance.now();
  await postEvent(bench.system, { type: "OpportunityUpdated", entityId: `idle-${round}` });
  const accepted = performance.now();
  const received = await arrival;
  if (round >= 5) {
    msAfter202.push(Math.max(0, received - accepted));
    msAfterPost.push(received - posted);
  }
}
const printTimes = (name: string, values: number[]) =>
  console.log(
    `${name}: p50 ${percentile(values, 0.5).toFixed(1)} ms, p99 ${percentile(values, 0.99).toFixed(1)} ms, max ${Math.max(...values).toFixed(1)} ms`,
  );
printTimes("202 to arrival ", msAfter202);
printTimes("POST to arrival", msAfterPost);
receiver.close();
receiver.closeAllConnections();
await bench.stop();

import pg from "pg";
import { call, createWebhook } from "../e2e/api";
import { measureBareLoop } from "./bare-loop";
import { readCpuMs, readResidentMb, startBench } from "./bench-system";

/** Drains a backlog of N deliveries: the rate, compared with the bare loop in the same run, and the worker's memory. */
const eventCount = Number(process.argv[2] ?? 100_000);
const webhookCount = Number(process.argv[3] ?? 10);
const bench = await startBench();
const { system, sinkUrl } = bench;
await system.worker.stop();
const eventTypes = [
  "PaymentPosted",
  "PaymentReversed",
  "AutopayFailed",
  "AccountActivated",
  "LoanStatusChanged",
  "LoanChargePosted",
  "WB_Loan_Closed",
  "WB_Loan_Opened",
  "WB_Loan_Created",
  "OpportunityCreated",
];
for (let index = 0; index < webhookCount; index += 1) {
  await createWebhook(system, {
    name: `w${index}`,
    url: `${sinkUrl}${index}`,
    triggers: [eventTypes[index % eventTypes.length]],
  });
}

const intakeStarted = performance.now();
for (let sent = 0; sent < eventCount; sent += 1_000) {
  const events = Array.from({ length: 1_000 }, (_, index) => ({
    type: eventTypes[index % Math.min(webhookCount, eventTypes.length)],
    entityId: `L-${sent + index}`,
    data: { amount: index, note: "x".repeat(200) },
  }));
  const { status, text } = await call(system, "POST", "/api/v1/events/batch", { events });
  if (status !== 202) throw new Error(text);
}
const intakeRate = eventCount / ((performance.now() - intakeStarted) / 1_000);
console.log(`accepted ${eventCount} events in batches of 1,000: ${Math.round(intakeRate)}/s`);

const db = new pg.Client({ connectionString: system.databaseUrl });
await db.connect();
const countPending = async () =>
  Number((await db.query("SELECT count(*) FROM deliveries WHERE state = 'pending'")).rows[0].count);
const worker = await system.startWorker();
const drainStarted = performance.now();
const cpuBefore = readCpuMs(worker.pid);
const memoryMb: number[] = [];
for (let waiting = await countPending(); waiting > 0; waiting = await countPending()) {
  memoryMb.push(readResidentMb(worker.pid));
  await new Promise((resolve) => setTimeout(resolve, 500));
}
const drainRate = eventCount / ((performance.now() - drainStarted) / 1_000);
const cpuPerDelivery = ((readCpuMs(worker.pid) - cpuBefore) / eventCount) * 1_000;
console.log(`worker CPU: ${Math.round(cpuPerDelivery)} µs per delivery`);
const quarterLength = Math.max(1, Math.floor(memoryMb.length / 4));
const max = (values: number[]) => Math.max(...values);
console.log(
  `drained: ${Math.round(drainRate)} deliveries/s; worker memory: ${max(memoryMb.slice(0, quarterLength))} MB in the first quarter, ${max(memoryMb.slice(-quarterLength))} MB in the last, ${max(memoryMb)} MB at most`,
);
await db.end();
await system.worker.stop();
const bareRate = await measureBareLoop(system.databaseUrl, sinkUrl, Math.min(eventCount, 100_000));
console.log(
  `bare loop in the same run: ${Math.round(bareRate)} deliveries/s; ratio ${(drainRate / bareRate).toFixed(2)}`,
);
await bench.stop();

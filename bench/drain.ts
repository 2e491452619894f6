import pg from "pg";
import { call, createWebhook } from "../e2e/api";
import { bareLoop } from "./bare-loop";
import { cpuMs, residentMb, startBench } from "./bench-system";

/** Drains a backlog of N deliveries: the rate, compared with the bare loop in the same run, and the worker's memory. */
const total = Number(process.argv[2] ?? 100_000);
const webhooks = Number(process.argv[3] ?? 10);
const bench = await startBench();
const { system, sinkUrl } = bench;
await system.worker?.stop();
const types = [
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
for (let index = 0; index < webhooks; index += 1) {
  await createWebhook(system, {
    name: `w${index}`,
    url: `${sinkUrl}${index}`,
    triggers: [types[index % types.length]],
  });
}

const started = performance.now();
for (let sent = 0; sent < total; sent += 1_000) {
  const events = Array.from({ length: 1_000 }, (_, index) => ({
    type: types[index % Math.min(webhooks, types.length)],
    entityId: `L-${sent + index}`,
    data: { amount: index, note: "x".repeat(200) },
  }));
  const { status, text } = await call(system, "POST", "/api/v1/events/batch", { events });
  if (status !== 202) throw new Error(text);
}
const intake = total / ((performance.now() - started) / 1_000);
console.log(`accepted ${total} events in batches of 1,000: ${Math.round(intake)}/s`);

const db = new pg.Client({ connectionString: system.databaseUrl });
await db.connect();
const left = async () =>
  Number((await db.query("SELECT count(*) FROM deliveries WHERE state = 'pending'")).rows[0].count);
const worker = await system.startWorker();
const begin = performance.now();
const cpuBefore = cpuMs(worker.pid);
const memory: number[] = [];
for (let waiting = await left(); waiting > 0; waiting = await left()) {
  memory.push(residentMb(worker.pid));
  await new Promise((resolve) => setTimeout(resolve, 500));
}
const rate = total / ((performance.now() - begin) / 1_000);
const cpu = ((cpuMs(worker.pid) - cpuBefore) / total) * 1_000;
console.log(`worker's CPU: ${Math.round(cpu)} µs per delivery`);
const quarter = Math.max(1, Math.floor(memory.length / 4));
const max = (values: number[]) => Math.max(...values);
console.log(
  `drained: ${Math.round(rate)}/s; worker's memory: ${max(memory.slice(0, quarter))} MB in the first quarter, ${max(memory.slice(-quarter))} MB in the last, ${max(memory)} MB at most`,
);
await db.end();
await system.worker?.stop();
const bare = await bareLoop(system.databaseUrl, sinkUrl, Math.min(total, 100_000));
console.log(`bare loop in the same run: ${Math.round(bare)}/s; ratio ${(rate / bare).toFixed(2)}`);
await bench.stop();

import pg from "pg";
import { admin } from "../e2e/test-users";
import { startBench } from "./bench-system";
import { fillDeliveries } from "./fill-deliveries";
import { findPagePaths, measurePages } from "./measure-pages";
import { signIn } from "./sign-in";

/**
 * Measures the portal's pages on a million deliveries: milliseconds until the complete response. Fails when the p95 of a
 * history page is above 200 ms, or of another page above 1,000 ms. `npm run bench:pages [-- MILLIONS]`
 */
const deliveryCount = Math.round(Number(process.argv[2] ?? 1) * 1_000_000);
const bench = await startBench();
await bench.system.worker.stop();
const db = new pg.Client({ connectionString: bench.system.databaseUrl });
await db.connect();
await fillDeliveries(db, deliveryCount, (done) =>
  process.stdout.write(`\r${done} of ${deliveryCount} deliveries`),
);
const { histories, others } = await findPagePaths(db);
await db.end();

const requestPage = await signIn(bench.system.url, admin);
console.log("\n   p50   p95   max  ms, of 20 requests");
const slowPages = [
  ...(await measurePages(histories, requestPage, 200)),
  ...(await measurePages(others, requestPage, 1_000)),
];
await bench.stop();
console.log(slowPages.length === 0 ? "All pages meet their goals." : `Too slow:\n${slowPages.join("\n")}`);
process.exitCode = slowPages.length === 0 ? 0 : 1;

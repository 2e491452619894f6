import pg from "pg";
import { admin } from "../e2e/test-users";
import { startBench } from "./bench-system";
import { fillMillion } from "./fill-million";
import { measurePages, pagesOf } from "./measure-pages";
import { signedIn } from "./signed-in";

/**
 * Measures the portal's pages on a million deliveries: milliseconds until the complete response. Fails when the p95 of a
 * history page is above 200 ms, or of another page above 1,000 ms. `npm run bench:pages [-- MILLIONS]`
 */
const total = Math.round(Number(process.argv[2] ?? 1) * 1_000_000);
const bench = await startBench();
await bench.system.worker?.stop();
const db = new pg.Client({ connectionString: bench.system.databaseUrl });
await db.connect();
await fillMillion(db, total, (done) => process.stdout.write(`\r${done} of ${total} deliveries`));
const { histories, others } = await pagesOf(db);
await db.end();

const request = await signedIn(bench.system.url, admin);
console.log("\n   p50   p95   max  ms, of 20 requests");
const slow = [
  ...(await measurePages(histories, request, 200)),
  ...(await measurePages(others, request, 1_000)),
];
await bench.stop();
console.log(slow.length === 0 ? "All pages are within their goals." : `Too slow:\n${slow.join("\n")}`);
process.exitCode = slow.length === 0 ? 0 : 1;

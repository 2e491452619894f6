// Measures the portal's pages with a million deliveries: milliseconds until the complete response. Fails if the p95 of a history page is
// above 200 ms, or that of another page above 1,000 ms. Usage: `npm run bench:pages [-- MILLIONS]`
import pg from "pg";
import { admin } from "../e2e/test-users";
import { startTemporaryDatabase } from "../scripts/postgres/temporary-database";
import { root } from "../scripts/start/settings";
import { prepareBuild } from "./build";
import { fillDeliveries } from "./fill-deliveries";
import { findPagePaths, measurePages } from "./measure-pages";
import { signIn } from "./sign-in";
import { startSystem } from "./system";

const deliveryCount = Math.round(Number(process.argv[2] ?? 1) * 1_000_000);
const server = await startTemporaryDatabase();
const system = await startSystem(server, await prepareBuild(server, root, "this build"), { workers: 0 });
const db = new pg.Client({ connectionString: system.databaseUrl });
await db.connect();
await fillDeliveries(db, deliveryCount, (done) =>
  process.stdout.write(`\r${done} of ${deliveryCount} deliveries`),
);
const { histories, others } = await findPagePaths(db);
await db.end();

const timeRequest = await signIn(system.url, admin);
console.log("\n   p50   p95   max  ms, of 20 requests");
const slowPages = [
  ...(await measurePages(histories, timeRequest, 200)),
  ...(await measurePages(others, timeRequest, 1_000)),
];
await system.stop();
await server.stop();
console.log(
  slowPages.length === 0 ? "All pages are within their limits." : `Too slow:\n${slowPages.join("\n")}`,
);
process.exitCode = slowPages.length === 0 ? 0 : 1;

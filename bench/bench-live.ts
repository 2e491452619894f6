// Measures what open pages cost while nothing happens: the CPU of Postgres and the web process together, in percent of a core, without and
// with 200 pages that follow the ledger as the browser does (components/live/live-loop.ts). Usage: `npm run bench:live [-- PAGES SECONDS]`
import { setTimeout as wait } from "node:timers/promises";
import { admin } from "../e2e/test-users";
import { startTemporaryDatabase } from "../scripts/postgres/temporary-database";
import { root } from "../scripts/start/settings";
import { prepareBuild, readPostmasterPid } from "./build";
import { readCpuMs } from "./process-usage";
import { signIn } from "./sign-in";
import { startSystem } from "./system";

const [pages = 200, seconds = 30] = process.argv.slice(2).map(Number);
const server = await startTemporaryDatabase();
const system = await startSystem(server, await prepareBuild(server, root, "this build"));
const postmasterPid = await readPostmasterPid(server);
const request = await signIn(system.url, admin);
await request("/deliveries");

const paths = ["deliveries", "overview?range=24h", "events", "jobs", "incidents", "webhooks"];
let isOpen = true;
let responses = 0;

/** Follows a page, and the line about incidents, until the measurement ends. */
async function follow(name: string): Promise<void> {
  let watches: object[] = [{ name }, { name: "incident-line" }];
  while (isOpen) {
    const search = new URLSearchParams(watches.map((watch) => ["watch", JSON.stringify(watch)]));
    const { text } = await request(`/live?${search}`);
    responses += 1;
    const followed = JSON.parse(text).watches as { since: string; state?: { revision: string } }[];
    watches = watches.map((watch, index) => ({
      ...watch,
      since: followed[index]?.since,
      ...(followed[index]?.state && { known: followed[index].state.revision }),
    }));
    await wait(500);
  }
}

async function measure(label: string): Promise<void> {
  const pids = [system.web.pid, postmasterPid];
  const [startedAt, before, responsesBefore] = [performance.now(), readCpuMs(pids) ?? 0, responses];
  await wait(seconds * 1_000);
  const percent = (100 * ((readCpuMs(pids) ?? 0) - before)) / (performance.now() - startedAt);
  const count = responses - responsesBefore;
  console.log(
    `${percent.toFixed(1).padStart(6)}% of a core, ${(count / seconds).toFixed(1)} responses/s  ${label}`,
  );
}

await measure("no page");
const following = Array.from({ length: pages }, (_, index) => follow(paths[index % paths.length] ?? ""));
await wait(5_000);
await measure(`${pages} pages`);
isOpen = false;
await system.stop();
await server.stop();
await Promise.allSettled(following);

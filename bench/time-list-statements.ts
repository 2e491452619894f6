// Prints the p99 of how long the statements of the API's lists take in the database of DATABASE_URL, as JSON, without HTTP and the API. The argument is
// the number of deliveries. Sending a statement and reading its rows are included.
import { closeDatabase, pool, type Queryable } from "@/lib/db";
import { listDeliveries } from "@/lib/deliveries/queries";
import { deliveryPageQuerySchema } from "@/lib/deliveries/schema";
import { systemScope } from "@/lib/scope/system-scope";
import { timeLists } from "./list-requests";

const scope = systemScope("Benchmark");
let time = 0;
const timedQuery = async (...query: [query: string]) => {
  const startedAt = performance.now();
  const result = await pool().query(...query);
  time += performance.now() - startedAt;
  return result;
};
const db = { query: timedQuery } as unknown as Queryable;
const times = await timeLists(Number(process.argv[2]), async ({ state, ...filter }) => {
  time = 0;
  const query = { ...filter, ...(state && { state: [state] }), limit: "50" };
  await listDeliveries(scope, deliveryPageQuerySchema.parse(query), db);
  return time;
});
console.log(JSON.stringify(times));
await closeDatabase();

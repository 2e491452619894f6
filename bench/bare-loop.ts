// A minimal delivery engine in its own process, without features: it claims rows with SKIP LOCKED in batches of 200, signs and posts
// them, and writes the results of a batch with one statement. The benchmark compares Hookledger's rate with the rate of this engine.
import { createHmac } from "node:crypto";
import pg from "pg";
import { Pool } from "undici";

const signingKey = "bare-loop benchmark key";
const batchSize = 200;

interface Task {
  databaseUrl: string;
  sinkUrl: string;
  total: number;
}

/** Delivers `total` rows. Returns the deliveries per second, and the CPU time of this process per delivery, in µs. */
async function drain({ databaseUrl, sinkUrl, total }: Task) {
  const db = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  await db.query("CREATE TABLE bare (id bigserial PRIMARY KEY, body bytea, state int DEFAULT 0, code int)");
  await db.query(
    "INSERT INTO bare (body) SELECT convert_to(repeat('x', 300), 'UTF8') FROM generate_series(1, $1)",
    [total],
  );
  await db.query("CREATE INDEX ON bare (id) WHERE state = 0");
  const http = new Pool(new URL(sinkUrl).origin, { connections: 32 });
  const deliverBatches = async () => {
    for (;;) {
      const { rows } = await db.query(
        `UPDATE bare SET state = 1 WHERE id IN (
           SELECT id FROM bare WHERE state = 0 ORDER BY id LIMIT ${batchSize} FOR UPDATE SKIP LOCKED) RETURNING id, body`,
      );
      if (rows.length === 0) return;
      const codes = await Promise.all(
        rows.map(async ({ body }) => {
          const signature = createHmac("sha256", signingKey).update(body).digest("base64");
          const response = await http.request({
            path: "/",
            method: "POST",
            headers: { "x-signature": signature },
            body,
          });
          await response.body.dump();
          return response.statusCode;
        }),
      );
      await db.query(
        "UPDATE bare SET state = 2, code = r.code FROM unnest($1::bigint[], $2::int[]) AS r (id, code) WHERE bare.id = r.id",
        [rows.map((row) => row.id), codes],
      );
    }
  };
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  await Promise.all([deliverBatches(), deliverBatches(), deliverBatches()]);
  const perSecond = total / ((performance.now() - startedAt) / 1_000);
  const { user, system } = process.cpuUsage(cpuBefore);
  await http.close();
  await db.end();
  return { perSecond, cpuPerDelivery: (user + system) / total };
}

process.on("message", (task: Task) => {
  drain(task).then(
    (result) => process.send?.(result),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.on("disconnect", () => process.exit(0));
process.send?.({});

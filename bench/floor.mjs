// The "floor": two minimal processes without features that accept and deliver events. `floor.mjs web DATABASE_URL` inserts a row for
// each request and notifies; `floor.mjs worker DATABASE_URL RECEIVER_URL` claims rows, posts them and updates them.
import { once } from "node:events";
import { createServer } from "node:http";
import pg from "pg";
import { Pool } from "undici";

const [role, connectionString, receiverUrl] = process.argv.slice(2);
const db = new pg.Pool({ connectionString, max: 16 });

const acceptSql = `
  WITH inserted AS (INSERT INTO floor (body) VALUES ($1) RETURNING id)
  SELECT pg_notify('floor', '') FROM inserted`;
const claimSql = `
  UPDATE floor SET state = 1 WHERE id IN (SELECT id FROM floor WHERE state = 0 ORDER BY id LIMIT 200 FOR UPDATE SKIP LOCKED)
  RETURNING id, body`;
const recordSql =
  "UPDATE floor SET state = 2, code = r.code FROM unnest($1::bigint[], $2::int[]) AS r (id, code) WHERE floor.id = r.id";

async function serve() {
  await db.query("CREATE TABLE floor (id bigserial PRIMARY KEY, body text, state int DEFAULT 0, code int)");
  await db.query("CREATE INDEX ON floor (id) WHERE state = 0");
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    await db.query({ name: "accept", text: acceptSql, values: [Buffer.concat(chunks).toString()] });
    response.writeHead(202, { "Content-Length": 0 }).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
}

async function work() {
  const http = new Pool(new URL(receiverUrl).origin, { connections: 32 });
  const post = async ({ body }) => {
    const response = await http.request({ path: "/", method: "POST", body });
    await response.body.dump();
    return response.statusCode;
  };
  let isBusy = false;
  let notified = false;
  const deliver = async () => {
    notified = true;
    if (isBusy) return;
    isBusy = true;
    while (notified) {
      notified = false;
      const { rows } = await db.query({ name: "claim", text: claimSql });
      if (rows.length === 0) continue;
      const codes = await Promise.all(rows.map(post));
      await db.query({ name: "record", text: recordSql, values: [rows.map(({ id }) => id), codes] });
      notified = true;
    }
    isBusy = false;
  };
  const listener = new pg.Client({ connectionString });
  await listener.connect();
  listener.on("notification", deliver);
  await listener.query("LISTEN floor");
}

process.on("disconnect", () => process.exit(0));
process.send({ url: role === "web" ? await serve() : await work() });

#!/usr/bin/env bash
# @prisma/adapter-pg: Postgres writes a timestamptz in the session's local time, followed by its offset. The adapter replaces this offset
# by +00:00, so every timestamptz is hours off wherever the server's, the database's or the role's TimeZone is not UTC: sessions and keys
# expire, and deadlines pass, early or late, without an error. node-postgres alone reads the same value correctly.
#
# Seen with npm @prisma/adapter-pg 7.10.0, pg 8.23.1, @electric-sql/pglite 0.5.14 (Postgres in WebAssembly), Node 20.20, for 09:00 UTC:
#   UTC 2026-11-29T09:00:00+00:00, Asia/Kolkata 2026-11-29T14:30:00+00:00, America/New_York 2026-11-29T04:00:00+00:00
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
install() { npm install --ignore-scripts --no-audit --no-fund --loglevel=error "$@" >/dev/null; }

install @prisma/adapter-pg@7.10.0 pg@8.23.1 @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17
cat >read.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";

const server = new PGLiteSocketServer({ db: await PGlite.create(), port: 0, host: "127.0.0.1" });
await server.start();
const port = Number(server.getServerConn().split(":").at(-1));
const pool = new pg.Pool({ host: "127.0.0.1", port, database: "postgres", user: "postgres", max: 1 });
const adapter = await new PrismaPg(pool).connect();
const sql = "SELECT timestamptz '2026-11-29 09:00:00+00' AS at";
for (const zone of ["UTC", "Asia/Kolkata", "America/New_York"]) {
  await pool.query(`SET TIME ZONE '${zone}'`);
  const { rows } = await adapter.queryRaw({ sql, args: [], argTypes: [] });
  const plain = (await pool.query(sql)).rows[0].at.toISOString();
  console.log(zone, rows[0][0], plain);
}
process.exit(0);
JS
seen=$(node read.mjs)
echo "$seen"
[ "$seen" = "UTC 2026-11-29T09:00:00+00:00 2026-11-29T09:00:00.000Z
Asia/Kolkata 2026-11-29T14:30:00+00:00 2026-11-29T09:00:00.000Z
America/New_York 2026-11-29T04:00:00+00:00 2026-11-29T09:00:00.000Z" ]

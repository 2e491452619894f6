import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import pg from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import { root } from "../start/settings";
import { mustRun } from "../terminal/run-command.mjs";
import { openPostgres, type Postgres } from "./postgres";
import { findPostgresPrograms, withInitdb } from "./postgres-programs";

const owner = "npm start";

async function createDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hookledger-data-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function stopAtEnd(postgres: Postgres): Postgres {
  onTestFinished(() => postgres.stop());
  return postgres;
}

test("of two concurrent starts, one owns the data folder and the error of the other names the owner", async () => {
  const data = await createDataFolder();
  const results = await Promise.allSettled([openPostgres(data, owner), openPostgres(data, owner)]);
  const [winner] = results.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const [rejection] = results.flatMap((each) => (each.status === "rejected" ? [each.reason.message] : []));
  stopAtEnd(winner as Postgres);
  expect(rejection).toContain(`already in use by npm start (pid ${process.pid})`);
  expect(await openPostgres(data, "npm run api-key", { share: true })).toEqual({ url: winner?.url });
  expect((await stat(join(data, "postgres.json"))).mode & 0o077).toBe(0);
}, 30_000);

test("npm start waits until another command has stopped the folder's Postgres; the data is kept, and a taken port is replaced", async () => {
  const data = await createDataFolder();
  const firstPostgres = await openPostgres(data, owner);
  const client = new pg.Client({ connectionString: firstPostgres.url });
  await client.connect();
  await client.query("CREATE TABLE kept AS SELECT 42 AS answer");
  await client.end();
  await firstPostgres.stop();

  const otherProgram = createServer().listen(firstPostgres.port, "127.0.0.1");
  await once(otherProgram, "listening");
  const command = await openPostgres(data, "npm run api-key");
  otherProgram.close();
  expect(command.port).not.toBe(firstPostgres.port);

  const waiting = openPostgres(data, owner);
  await command.stop();
  const secondPostgres = stopAtEnd(await waiting);
  const secondClient = new pg.Client({ connectionString: secondPostgres.url });
  await secondClient.connect();
  expect((await secondClient.query("SELECT answer FROM kept")).rows).toEqual([{ answer: 42 }]);
  await secondClient.end();
}, 30_000);

test("if the database session of a waiting start ends, the start tries again", async () => {
  const data = await createDataFolder();
  const command = await openPostgres(data, "npm run api-key");
  const client = new pg.Client({ connectionString: command.url });
  await client.connect();
  const openPromise = openPostgres(data, owner);
  for (let ended = 0; ended < 5; ) {
    const { rowCount } = await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE $1",
      [`${owner} (%`],
    );
    ended += rowCount ?? 0;
  }
  await client.end();
  await command.stop();
  expect(stopAtEnd(await openPromise).origin).toBe("started");
}, 30_000);

test("stop waits only for its own server, even if the next server takes the files at once", async () => {
  const data = await createDataFolder();
  const firstPostgres = await openPostgres(data, "npm run api-key");
  const { folder } = JSON.parse(await readFile(join(data, "postgres.json"), "utf8"));
  const file = join(folder, "postmaster.pid");
  let hasStopped = false;
  const nextServer = (async () => {
    while (existsSync(file)) await nextTurn();
    // The next server writes its process ID first. This process stands in for that server.
    await writeFile(file, `${process.pid}\n`);
    while (!hasStopped) await nextTurn();
    await rm(file);
  })();
  await firstPostgres.stop();
  hasStopped = true;
  await nextServer;
}, 15_000);

test("a Postgres that a killed `npm start` left running is adopted; a killed Postgres is started again", async () => {
  const data = await createDataFolder();
  const script = `import { openPostgres } from "./scripts/postgres/postgres.ts";
    await openPostgres(process.env.DATA, "npm start"); console.log("up"); setInterval(() => {}, 60_000);`;
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  const killedProcess = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, DATA: data },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(killedProcess.stdout, "data");
  killedProcess.kill("SIGKILL");
  await once(killedProcess, "exit");

  const adopted = await openPostgres(data, owner);
  expect(adopted.origin).toBe("adopted");
  const { folder } = JSON.parse(await readFile(join(data, "postgres.json"), "utf8"));
  const postmaster = Number((await readFile(join(folder, "postmaster.pid"), "utf8")).split("\n")[0]);
  process.kill(postmaster, "SIGKILL");
  await adopted.lost;
  const revived = stopAtEnd(await openPostgres(data, owner));
  expect(revived).toMatchObject({ origin: "started", url: adopted.url });
}, 30_000);

test("a data folder whose path has shell metacharacters works; the server's time zone is UTC", async () => {
  const data = join(await createDataFolder(), 'a "quoted" $HOME `folder` \\');
  await mkdir(data);
  vi.stubEnv("TZ", "Asia/Kolkata");
  onTestFinished(() => void vi.unstubAllEnvs());
  const postgres = stopAtEnd(await openPostgres(data, owner));
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query(
    "SELECT name, setting FROM pg_settings WHERE name ~* 'timezone$|datestyle'",
  );
  await client.end();
  expect(Object.fromEntries(rows.map(({ name, setting }) => [name.toLowerCase(), setting]))).toEqual({
    timezone: "UTC",
    log_timezone: "UTC",
    datestyle: "ISO, MDY",
  });
}, 30_000);

test("initdb runs from a folder whose path has shell metacharacters", async () => {
  const folder = join(await createDataFolder(), "a $HOME folder");
  await cp(dirname(dirname((await findPostgresPrograms(undefined)).initdb)), folder, {
    recursive: true,
    verbatimSymlinks: true,
  });
  const version = await withInitdb(join(folder, "bin/initdb"), async (path) => {
    expect(path).not.toContain("$");
    return mustRun("initdb", path, ["--version"]);
  });
  expect(version).toMatch(/^initdb \(PostgreSQL\) \d/);
}, 30_000);

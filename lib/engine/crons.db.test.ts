import { expect, test, vi } from "vitest";
import { useDatabase } from "@/testing/database";
import { eventually, inngest, makeToyName, useRunners } from "@/testing/engine";
import { claimTick } from "./queue/claim-tick";

useDatabase();
const { start } = useRunners();

test("a cron function fires at the start and at each tick, each time in only one of the workers", async () => {
  const name = makeToyName();
  const ticks: number[] = [];
  const fn = inngest.createFunction({ id: name, triggers: [{ cron: "* * * * * *" }] }, async ({ event }) => {
    expect(event.name).toBe("inngest/scheduled.timer");
    ticks.push(event.ts ?? 0);
  });
  const before = Math.floor(Date.now() / 1_000) * 1_000;
  const runners = [start([fn]), start([fn])];
  await eventually(() => expect(ticks.length).toBeGreaterThan(2));
  await Promise.all(runners.map((runner) => runner.stop()));
  expect(new Set(ticks).size).toBe(ticks.length);
  expect(ticks[0]).toBeGreaterThanOrEqual(before);
  expect(ticks.every((tick) => tick % 1_000 === 0)).toBe(true);
});

test("a future tick claimed by a worker with a wrong clock does not block the present tick", async () => {
  const name = makeToyName();
  const now = Date.now();
  expect(await claimTick(name, new Date(now + 3_600_000))).toBe(true);
  expect(await claimTick(name, new Date(now))).toBe(true);
  expect(await claimTick(name, new Date(now))).toBe(false);
  expect(await claimTick(name, new Date(now - 1_000))).toBe(false);
});

test("a cron function whose next tick is far away still fires at the start", async () => {
  const name = makeToyName();
  const fired = vi.fn();
  const fn = inngest.createFunction({ id: name, triggers: [{ cron: "0 0 1 1 *" }] }, async () => fired());
  start([fn]);
  await eventually(() => expect(fired).toHaveBeenCalledOnce());
});

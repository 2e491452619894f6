import type { System } from "./system";

const concurrency = 8;

/** Runs `work` for each index from 0 to `count` - 1, a few at a time. */
async function forEachIndex(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const loop = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
}

/**
 * Creates event types and webhooks. Types and URLs are assigned to the webhooks in rotation, so with as many types as webhooks, each event
 * has one delivery. Returns the names of the types.
 * @param settings further settings of each webhook, besides name, URL, trigger and dialect
 */
export async function subscribe(
  system: System,
  urls: readonly string[],
  {
    webhooks,
    types = webhooks,
    name = "bench",
    settings,
  }: { webhooks: number; types?: number; name?: string; settings?: Record<string, unknown> },
): Promise<string[]> {
  const names = Array.from({ length: types }, (_, index) => `${name}.type${index}`);
  await forEachIndex(types, (index) =>
    system.call("POST", "/api/v1/event-types", {
      name: names[index],
      title: names[index],
      entityType: "Loan",
      schema: { type: "object" },
      sample: { entityId: "L-1", data: {} },
    }),
  );
  await forEachIndex(webhooks, (index) =>
    system.call("POST", "/api/v1/webhooks", {
      name: `${name} ${index}`,
      url: `${urls[index % urls.length]}${index}`,
      triggers: [names[index % types]],
      dialect: "standard-webhooks",
      ...settings,
    }),
  );
  return names;
}

const batchSize = 1_000;

/** Posts small events in batches. They rotate through `types` and through `entities` entities; by default, each has its own entity. */
export async function postInBatches(
  system: System,
  types: readonly string[],
  count: number,
  entities = count,
): Promise<void> {
  for (let sent = 0; sent < count; sent += batchSize) {
    const events = Array.from({ length: Math.min(batchSize, count - sent) }, (_, index) => ({
      type: types[(sent + index) % types.length],
      entityId: `L-${(sent + index) % entities}`,
      data: { amount: index, note: "x".repeat(200) },
    }));
    await system.call("POST", "/api/v1/events/batch", { events });
  }
}

import { Cron } from "croner";
import type { InngestFunction } from "inngest";
import { z } from "zod";
import { compileIfExpression, compilePath } from "./expression";
import type { QueuedSignal } from "./queue/run-types";

const limitSchema = z.strictObject({
  limit: z.number().int().min(0),
  key: z.string().optional(),
  // "env" and "account" would count across functions, which this engine does not support.
  scope: z.literal("fn").optional(),
});

/** The options of a function that this engine supports. Every other option is an error at the start. */
const optionsSchema = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  description: z.string().optional(),
  triggers: z.array(
    z.union([
      z.strictObject({
        event: z.union([z.string(), z.object({ name: z.string() })]),
        if: z.string().optional(),
      }),
      z.strictObject({ cron: z.string() }),
    ]),
  ),
  batchEvents: z
    .strictObject({
      maxSize: z.number().int().min(1),
      timeout: z.string(),
      key: z.string().optional(),
      if: z.string().optional(),
    })
    .optional(),
  concurrency: z.union([z.number().int().min(0), limitSchema, z.array(limitSchema).min(1).max(2)]).optional(),
  retries: z.number().int().min(0).max(20).default(3),
  // Both work inside the SDK and need nothing from the engine.
  middleware: z.array(z.unknown()).optional(),
  checkpointing: z.unknown().optional(),
});

/** How the engine runs a function, read from the function's own options. */
export type FunctionPlan = {
  /** "<app>-<function>", as in the SDK's protocol. */
  id: string;
  triggers: { name: string; matches: (signal: QueuedSignal) => boolean }[];
  crons: string[];
  /** The most signals in one run. */
  batchSize: number;
  /** Whether a signal may share a run with others. */
  canBatch: (signal: QueuedSignal) => boolean;
  /** Groups signals for batches and for `keyLimit`; never empty. */
  getKey: (signal: QueuedSignal) => string;
  /** The most concurrent runs of the function in one worker process. */
  limit: number;
  /** The most concurrent runs of one key of the function in one worker process. */
  keyLimit: number;
  retries: number;
};

/** The key of signals that have none. */
export const noKey = "-";

/**
 * Reads a function's options. Throws an error with the function's name and the unsupported option: an error at the start is
 * better than a function that runs without a limit that it declares.
 */
export function planFunction(fn: InngestFunction.Any, appId: string): FunctionPlan {
  try {
    return buildPlan(fn, appId);
  } catch (error) {
    throw new Error(`The embedded engine cannot run "${fn.id()}": ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function buildPlan(fn: InngestFunction.Any, appId: string): FunctionPlan {
  const givenOptions = Object.entries(fn.opts).filter(([, value]) => value !== undefined);
  const result = optionsSchema.safeParse(Object.fromEntries(givenOptions));
  if (!result.success) throw new Error(result.error.issues.map(describeIssue).join("; "));
  const { triggers, batchEvents, concurrency, retries } = result.data;
  const limits = typeof concurrency === "number" ? [{ limit: concurrency }] : [concurrency ?? []].flat();
  const key = findCommonKey(
    batchEvents,
    limits.map((each) => each.key).filter((each) => each !== undefined),
  );
  const keyValue = key === undefined ? () => noKey : compilePath(key);
  const crons = triggers.flatMap((trigger) => ("cron" in trigger ? [trigger.cron] : []));
  for (const pattern of crons) new Cron(pattern, { paused: true });
  return {
    id: fn.id(appId),
    triggers: triggers.flatMap((trigger) => ("event" in trigger ? [planTrigger(trigger)] : [])),
    crons,
    batchSize: batchEvents?.maxSize ?? 1,
    canBatch:
      batchEvents?.if === undefined ? () => batchEvents !== undefined : compileIfExpression(batchEvents.if),
    getKey: (signal) => toKeyText(keyValue(signal)),
    limit: findLowestLimit(limits.filter((each) => each.key === undefined)),
    keyLimit: findLowestLimit(limits.filter((each) => each.key !== undefined)),
    retries,
  };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return `unsupported option ${issue.keys.join(", ")}`;
  return `${issue.path.join(".")}: ${issue.message}`;
}

function planTrigger({ event, if: condition }: { event: string | { name: string }; if?: string }) {
  const name = typeof event === "string" ? event : event.name;
  if (name.includes("*")) throw new Error(`wildcards are not supported ("${name}")`);
  return { name, matches: condition === undefined ? () => true : compileIfExpression(condition) };
}

/** A row of the queue has one key, so batches and limits must use the same one. */
function findCommonKey(batchEvents: { key?: string } | undefined, limitKeys: string[]): string | undefined {
  const keys = new Set(batchEvents ? [batchEvents.key, ...limitKeys] : limitKeys);
  if (keys.size > 1) throw new Error("batchEvents.key and the concurrency keys must be the same");
  return [...keys][0];
}

function toKeyText(value: unknown): string {
  if (value === null || value === "") return noKey;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Zero means "no limit", as on Inngest. */
function findLowestLimit(limits: { limit: number }[]): number {
  return Math.min(...limits.map((each) => each.limit || Number.POSITIVE_INFINITY));
}

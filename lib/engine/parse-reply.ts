import { z } from "zod";
import { currentTimeMs } from "../clock";
import { parseSleep } from "./parse-sleep";
import type { StepResult } from "./queue/run-types";

/** The result of one call of a function. */
export type Reply =
  /** The function is finished. */
  | { kind: "done" }
  /** A step is finished (or failed permanently, which the function gets to see); call again with its result. */
  | { kind: "step"; id: string; result: StepResult }
  /** Call again at the time `until`, with the sleep as a finished step. */
  | { kind: "sleep"; id: string; until: Date }
  /** Failed, and may be retried, but not before `notBefore` if the function requested that. */
  | { kind: "retry"; message: string; notBefore?: Date }
  /** Failed permanently. */
  | { kind: "failed"; message: string };

const opSchema = z.object({
  op: z.string(),
  id: z.string(),
  name: z.string().nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});
const opsSchema = z.array(opSchema);
const failureSchema = z.object({ name: z.string().optional(), message: z.string() });

/** Parses the SDK's response: 200 = finished, 206 = a list of ops, everything else = failed. */
export async function parseReply(response: Response, now = currentTimeMs()): Promise<Reply> {
  if (response.status === 200) return { kind: "done" };
  const body: unknown = await response.json();
  if (response.status !== 206) return parseFailure(body, response.headers, now);
  const ops = opsSchema.parse(body);
  const [onlyOp] = ops;
  if (!onlyOp || ops.length > 1) {
    const names = ops.map((each) => `${each.op} "${each.name ?? each.id}"`).join(", ");
    return {
      kind: "failed",
      message: `the embedded engine runs one step at a time; requested: ${names}`,
    };
  }
  return parseOp(onlyOp, response.headers, now);
}

function parseOp(
  { op, id, name, data, error }: z.infer<typeof opSchema>,
  headers: Headers,
  now: number,
): Reply {
  switch (op) {
    case "StepRun":
    case "Step":
      return { kind: "step", id, result: { type: "data", data: data ?? null } };
    case "StepFailed":
      return { kind: "step", id, result: { type: "error", error } };
    case "StepError":
      return parseFailure(error, headers, now);
    case "Sleep":
      return { kind: "sleep", id, until: parseSleep(name ?? "", now) };
    default:
      return { kind: "failed", message: `the embedded engine does not support ${op} ("${name ?? id}")` };
  }
}

function parseFailure(body: unknown, headers: Headers, now: number): Reply {
  const parsed = failureSchema.safeParse(body);
  const message = parsed.success ? parsed.data.message : JSON.stringify(body);
  if (headers.get("x-inngest-no-retry") === "true") return { kind: "failed", message };
  return { kind: "retry", message, notBefore: parseRetryAfter(headers.get("retry-after"), now) };
}

/** Parses seconds or a time, as the SDK's `RetryAfterError` writes them; undefined if it is neither. */
function parseRetryAfter(value: string | null, now: number): Date | undefined {
  if (value === null) return undefined;
  const time = /^\d+$/.test(value) ? now + Number(value) * 1_000 : Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time);
}

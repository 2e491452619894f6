import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { parseReply, type Reply } from "./parse-reply";
import type { Progress, QueuedSignal } from "./queue/run-types";

export type FunctionCall = {
  functionId: string;
  signals: QueuedSignal[];
  progress: Progress;
  /** How many times a failed step is retried. */
  retries: number;
};

/**
 * Creates a caller that runs functions through the SDK's own HTTP handler, in process: the request is the one an
 * Inngest server sends for a step of a run, so the functions cannot tell the engines apart. Each call runs at most
 * one new step. The caller never rejects because of an error in a function.
 */
export function createFunctionCaller(client: Inngest.Any, functions: InngestFunction.Any[]) {
  // Requests within the process are not signed. Every handler of the SDK reads this option, but only the types of custom handlers declare it.
  const options = { client, functions, skipSignatureValidation: true };
  const handle = serve(options);
  return async ({ functionId, signals, progress, retries }: FunctionCall): Promise<Reply> => {
    const { runId, steps, attempt } = progress;
    const stack = Object.keys(steps);
    const request = new Request(
      `http://embedded/api/inngest?fnId=${encodeURIComponent(functionId)}&stepId=step`,
      {
        method: "POST",
        headers: { "content-type": "application/json", host: "embedded" },
        body: JSON.stringify({
          version: 2,
          event: signals[0],
          events: signals,
          steps,
          // Without fn_id: otherwise the SDK would report steps over the network (checkpointing).
          ctx: {
            run_id: runId,
            attempt,
            max_attempts: retries + 1,
            use_api: false,
            disable_immediate_execution: false,
            stack: { stack, current: stack.length },
          },
        }),
      },
    );
    return parseReply(await handle(request));
  };
}

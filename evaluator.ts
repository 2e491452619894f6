import { parentPort } from "node:worker_threads";
import { validationJob } from "./lib/catalogue/validation-job";
import { type JobAnswer, readyMessage } from "./lib/evaluation/thread-pool";
import { planningJob } from "./lib/events/planning-job";
import { parseJson } from "./lib/json/parse-json";
import { trialJob } from "./lib/playground/trial-job";

/**
 * The jobs of a thread of the web process, for work that would block other requests. They use neither the database nor the
 * network, and the thread can be terminated at any time.
 */
const jobByName: Record<string, (input: never) => unknown> = {
  validate: validationJob,
  plan: planningJob,
  try: trialJob,
};

function runJob({ job, input }: { job: string; input: string }): JobAnswer {
  try {
    const run = jobByName[job];
    if (!run) return { error: `There is no job named ${job}.` };
    return { value: run(parseJson(input) as never) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on("message", (message) => parentPort?.postMessage(runJob(message)));
parentPort?.postMessage(readyMessage);

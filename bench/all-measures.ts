import type { Measure } from "./define-measure";
import { backlog } from "./measures/backlog";
import { drain } from "./measures/drain";
import { fanOut } from "./measures/fan-out";
import { hanging } from "./measures/hanging";
import { history } from "./measures/history";
import { inngest } from "./measures/inngest";
import { jobs } from "./measures/jobs";
import { latency } from "./measures/latency";
import { manyWebhooks } from "./measures/many-webhooks";
import { ordered } from "./measures/ordered";
import { quiet } from "./measures/quiet";
import { retention } from "./measures/retention";
import { sequence } from "./measures/sequence";
import { fiftyWebhooks, single } from "./measures/single";
import { source } from "./measures/source";
import { twoWorkers } from "./measures/two-workers";

/** All measures, in the order of their rows in the table. */
export const measures: Measure[] = [
  drain,
  single,
  fiftyWebhooks,
  source,
  quiet,
  latency,
  manyWebhooks,
  hanging,
  fanOut,
  twoWorkers,
  sequence,
  ordered,
  backlog,
  history,
  retention,
  jobs,
  inngest,
];

// Short file: the list of all functions, which imports every one of them.
import { deliver } from "./deliver";
import { mapMessages } from "./map-messages";
import { notifyOfFailures } from "./notify-of-failures";
import { notifyOfPause } from "./notify-of-pause";
import { partitions } from "./partitions";
import { recordEntities } from "./record-entities";
import { retention } from "./retention";
import { runJob } from "./run-job";
import { sweep } from "./sweep";

/** Every function, the same for both engines. */
export const functions = [
  deliver,
  sweep,
  notifyOfPause,
  notifyOfFailures,
  partitions,
  retention,
  runJob,
  mapMessages,
  recordEntities,
];

import { defineMeasure } from "../define-measure";
import { drainBacklog } from "../drain-backlog";
import { ratio } from "../statistics";

/** Measures the CPU per delivery of two workers, compared with one. */
export const twoWorkers = defineMeasure({
  name: "two-workers",
  units: { "CPU per delivery with two workers / with one": "ratio" },
  async measure(stage) {
    const backlog = { deliveries: stage.scale(20_000), webhooks: 10, types: 10 };
    const one = await drainBacklog(stage, backlog);
    const two = await drainBacklog(stage, { ...backlog, workers: 2 });
    return { "CPU per delivery with two workers / with one": ratio(two.systemCpu, one.systemCpu) };
  },
});

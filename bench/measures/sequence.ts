import { defineMeasure } from "../define-measure";
import { drainBacklog } from "../drain-backlog";
import { ratio } from "../statistics";

/** Measures the cost of sequence numbers: the same drain with and without them. */
export const sequence = defineMeasure({
  name: "sequence",
  onlyWhenNamed: true,
  units: {
    "Drain with sequence numbers": "deliveries/s",
    "Drain with sequence numbers / without": "ratio",
    "Worker CPU with sequence numbers / without": "ratio",
  },
  async measure(stage) {
    const backlog = { deliveries: stage.scale(50_000), webhooks: 10, types: 10 };
    const unnumbered = await drainBacklog(stage, backlog);
    const numbered = await drainBacklog(stage, { ...backlog, settings: { sequence: true } });
    return {
      "Drain with sequence numbers": numbered.perSecond,
      "Drain with sequence numbers / without": numbered.perSecond / unnumbered.perSecond,
      "Worker CPU with sequence numbers / without": ratio(numbered.workerCpu, unnumbered.workerCpu),
    };
  },
});

import { defineMeasure } from "../define-measure";
import { drainBacklog } from "../drain-backlog";
import { ratio } from "../statistics";

const entities = 10_000;

/** Measures the cost of order per entity: drains deliveries for 10,000 entities with and without order. */
export const ordered = defineMeasure({
  name: "ordered",
  onlyWhenNamed: true,
  units: {
    "Drain in order, 10,000 entities": "deliveries/s",
    "Drain in order / in any order": "ratio",
    "CPU per delivery, in order / in any order": "ratio",
  },
  async measure(stage) {
    const backlog = { deliveries: stage.scale(50_000), webhooks: 10, types: 10, entities };
    const inAnyOrder = await drainBacklog(stage, backlog);
    const inOrder = await drainBacklog(stage, { ...backlog, settings: { ordered: true } });
    return {
      "Drain in order, 10,000 entities": inOrder.perSecond,
      "Drain in order / in any order": inOrder.perSecond / inAnyOrder.perSecond,
      "CPU per delivery, in order / in any order": ratio(inOrder.systemCpu, inAnyOrder.systemCpu),
    };
  },
});

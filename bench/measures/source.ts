import { defineMeasure } from "../define-measure";
import { deliverLoad } from "../deliver-load";
import { ratio } from "../statistics";
import { subscribe } from "../subscribe";

const key = "0123456789abcdef0123456789abcdef";

/** Sends the same events to the events API and to a source, in turn in one system. */
export const source = defineMeasure({
  name: "source",
  units: {
    "Messages to a source, 32 connections, delivered": "deliveries/s",
    "Source / events API, accepted": "ratio",
    "Source / events API, delivered": "ratio",
  },
  async measure(stage) {
    const system = await stage.startSystem();
    try {
      const types = await subscribe(system, stage.sink.urls, { webhooks: 1 });
      const created = (await system.call("POST", "/api/v1/sources", {
        name: "bench",
        system: "generic",
        key,
        verification: { kind: "hmac", header: "X-Signature", encoding: "hex" },
        duplicateSeconds: 0,
      })) as { url: string };
      const load = { url: system.url, apiKey: system.apiKey, types };
      const toSource = { ...load, source: { path: new URL(created.url).pathname, key } };
      for (const warmUp of [load, toSource]) await deliverLoad(stage, [], { ...warmUp, count: 1_000 });
      const count = stage.scale(5_000);
      const native = await deliverLoad(stage, [], { ...load, count });
      const bySource = await deliverLoad(stage, [], { ...toSource, count });
      return {
        "Messages to a source, 32 connections, delivered": bySource.perSecond,
        "Source / events API, accepted": ratio(bySource.acceptedPerSecond, native.acceptedPerSecond),
        "Source / events API, delivered": ratio(bySource.perSecond, native.perSecond),
      };
    } finally {
      await system.stop();
    }
  },
});

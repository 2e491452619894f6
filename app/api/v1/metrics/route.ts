import { apiCalls } from "@/lib/adapters/api/calls";
import { endpoint } from "@/lib/adapters/api/endpoint";
import { renderMetrics } from "@/lib/statistics/metrics";

export const GET = endpoint(apiCalls.metrics, async ({ scope }) => ({
  status: 200,
  headers: { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" },
  body: await renderMetrics(scope),
}));

import { checkHealth } from "@/lib/adapters/api/health";

export const dynamic = "force-dynamic";

/** Public: whether this process can accept events. 503 while the database is unavailable. */
export async function GET(): Promise<Response> {
  const report = await checkHealth();
  return Response.json(report, {
    status: report.status === "ok" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}

import { buildOpenApi } from "@/lib/adapters/reference/openapi";

export const dynamic = "force-static";

export function GET(): Response {
  return Response.json(buildOpenApi());
}

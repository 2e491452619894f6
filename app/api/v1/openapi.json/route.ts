import { openapi } from "@/lib/reference/openapi";

export const dynamic = "force-static";

export function GET(): Response {
  return Response.json(openapi());
}

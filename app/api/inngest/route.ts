import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { engine, inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions";

const handlers = serve({ client: inngest, functions });

type Handler = (request: NextRequest, context: unknown) => Promise<Response>;

/** The endpoint that an Inngest server calls. With the embedded engine it does not exist. */
const whenInngest =
  (handler: Handler): Handler =>
  async (request, context) =>
    engine() === "inngest" ? handler(request, context) : new Response(null, { status: 404 });

export const GET = whenInngest(handlers.GET);
export const POST = whenInngest(handlers.POST);
export const PUT = whenInngest(handlers.PUT);

import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { inngest, selectedEngine } from "@/inngest/client";
import { functions } from "@/inngest/functions";

const handlers = serve({ client: inngest, functions });

type Handler = (request: NextRequest, context: unknown) => Promise<Response>;

/** The endpoint that an Inngest server calls. With the embedded engine it does not exist. */
const requireInngest =
  (handler: Handler): Handler =>
  async (request, context) =>
    selectedEngine() === "inngest" ? handler(request, context) : new Response(null, { status: 404 });

export const GET = requireInngest(handlers.GET);
export const POST = requireInngest(handlers.POST);
export const PUT = requireInngest(handlers.PUT);

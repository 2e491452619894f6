import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { buildAuthOptions } from "../options";

/** The actions of next-auth that are served. `_log` is left out, because it lets anyone write to our log. */
const allowedActions = ["csrf", "session", "signin", "callback", "signout", "error"];
const maxBodyBytes = 16_384;

interface RouteContext {
  params: Promise<{ nextauth: string[] }>;
}

async function handleAuthRequest(request: NextRequest, context: RouteContext): Promise<Response> {
  const [action = ""] = (await context.params).nextauth;
  if (!allowedActions.includes(action)) return new Response("Not found", { status: 404 });
  return request.method === "POST"
    ? (rejectByBodyHeaders(request) ?? callNextAuth(request, context))
    : callNextAuth(request, context);
}

function callNextAuth(request: NextRequest, context: RouteContext): Promise<Response> {
  return NextAuth(request, context, buildAuthOptions());
}

/** next-auth reads a body of any size and fails on invalid JSON. A sign-in form is small and never JSON. */
function rejectByBodyHeaders(request: NextRequest): Response | null {
  if (!request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded")) {
    return new Response("Unsupported media type", { status: 415 });
  }
  const length = request.headers.get("content-length");
  if (length === null) return new Response("Length required", { status: 411 });
  return Number(length) <= maxBodyBytes ? null : new Response("Content too large", { status: 413 });
}

export { handleAuthRequest as GET, handleAuthRequest as POST };

import { type NextRequest, NextResponse } from "next/server";
import { pathHeader } from "./app/api/auth/path-header";

/** Sends each page its own path in a header, so that a user who signs in returns to the same view. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(pathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

// API paths are excluded, because Next would buffer their request bodies. fineract-provider, hooks and authentication are Fineract's; in is
// that of sources. No page is at /live.
export const config = {
  matcher: ["/((?!api/|fineract-provider/|hooks(?:/|$)|authentication$|in/|live$|_next/|icon).*)"],
};

import { type NextRequest, NextResponse } from "next/server";
import { pathHeader } from "./app/api/auth/path-header";

/** Passes pages their own path, so that signing in leads back to the same view. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(pathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

// Not for API paths (fineract-provider, hooks and authentication are Fineract's): Next would buffer their request bodies.
export const config = {
  matcher: ["/((?!api/|fineract-provider/|hooks(?:/|$)|authentication$|_next/|icon).*)"],
};

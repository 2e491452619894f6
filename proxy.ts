import { type NextRequest, NextResponse } from "next/server";
import { pathHeader } from "./app/api/auth/path-header";

/** Tells pages their own address, so that signing in leads back to the very same view. */
export function proxy(request: NextRequest): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(pathHeader, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  return NextResponse.next({ request: { headers } });
}

// No API's: Next would hold a request's body for it (fineract-provider, hooks and authentication are Fineract's).
export const config = {
  matcher: ["/((?!api/|fineract-provider/|hooks(?:/|$)|authentication$|_next/|icon).*)"],
};

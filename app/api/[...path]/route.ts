import { unknownCall } from "@/lib/adapters/api/endpoint";

/** Every path under /api without a route: API clients must not get the portal's 404 page. */
export const GET = unknownCall;
export const POST = unknownCall;
export const PUT = unknownCall;
export const PATCH = unknownCall;
export const DELETE = unknownCall;

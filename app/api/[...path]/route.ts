import { unknownCall } from "@/lib/adapters/api/endpoint";

/** Handles every path under /api that has no route, so that API clients do not get the portal's 404 page. */
export const GET = unknownCall;
export const POST = unknownCall;
export const PUT = unknownCall;
export const PATCH = unknownCall;
export const DELETE = unknownCall;

import { unknownCall } from "@/lib/adapters/api/endpoint";

/** Every address under /api that no other route has: a client of an API must not be answered with a page. */
export const GET = unknownCall;
export const POST = unknownCall;
export const PUT = unknownCall;
export const PATCH = unknownCall;
export const DELETE = unknownCall;

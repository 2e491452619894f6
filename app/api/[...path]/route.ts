import { nothingHere } from "@/lib/adapters/api/endpoint";

/** Every address under /api that no other route has: a client of an API must not be answered with a page. */
export const GET = nothingHere;
export const POST = nothingHere;
export const PUT = nothingHere;
export const PATCH = nothingHere;
export const DELETE = nothingHere;

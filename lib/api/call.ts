import type { z } from "zod";
import type { Permission } from "../access/permissions";

/** One call of the native API as it is documented: routes, OpenAPI and the access matrix are all made from it. */
export interface Call {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With OpenAPI's braces: /api/v1/webhooks/{webhookId} */
  path: string;
  summary: string;
  permission: Permission;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The body may be left out. */
  emptyBody?: boolean;
  /** The most that the body may have; 64 KiB when left out. */
  maxBytes?: number;
  /** The success answer: its status and body; no body schema: bytes or nothing. */
  answer: { status: number; body?: z.ZodType; description: string };
}

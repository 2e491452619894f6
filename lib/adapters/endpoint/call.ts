import type { z } from "zod";
import type { Permission } from "../../scope/permissions";

/** One call as it is documented: routes, OpenAPI, the reference in the portal and the access matrix are made from it. */
export interface PublicCall {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With OpenAPI's braces: /api/v1/webhooks/{webhookId} */
  path: string;
  summary: string;
  /** What a caller should know beside that, in Markdown. */
  description?: string;
  /** The parts of the path that vary; one that is left out is a UUID. For the documentation only. */
  params?: Record<string, z.ZodType>;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The body may be left out. */
  emptyBody?: boolean;
  /** The body carries an event's data: what JavaScript would change of a number comes as a JsonNumber. */
  exactNumbers?: boolean;
  /** The most that the body may have; 64 KiB when left out. */
  maxBytes?: number;
  /** A body that works, for the documentation; left out: one is made from the schema. */
  example?: unknown;
  /** The success answer: its status and body. A content type without a schema: any bytes; neither: no body. */
  answer: { status: number; body?: z.ZodType; contentType?: string; description: string };
  /** Rejections that do not follow from the call's shape. */
  rejections?: Rejection[];
}

/** A rejection as it is documented; `code` is the stable one of its problem answer. */
export interface Rejection {
  status: number;
  code: string;
  when: string;
}

/** A call that takes an API key. */
export interface Call extends PublicCall {
  permission: Permission;
  /** The key comes as a field of the body, as a password does, and not in a header. */
  keyIn?: "body";
}

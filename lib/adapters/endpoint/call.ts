import type { z } from "zod";
import type { Permission } from "../../scope/permissions";

/** A call without an API key, as documented. Routes, OpenAPI, the portal's reference and the access tests are made from it. */
export interface PublicCall {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With OpenAPI's braces: /api/v1/webhooks/{webhookId} */
  path: string;
  /** Begins with a verb. */
  summary: string;
  /** Markdown. */
  description?: string;
  /** The schemas of the path's parameters, by name, for the documentation only; a parameter without one is documented as a UUID. */
  params?: Record<string, z.ZodType>;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The body may be left out. */
  emptyBody?: boolean;
  /** The body carries an event's data: a number that JavaScript would change is read as a JsonNumber. */
  exactNumbers?: boolean;
  /** The size limit of the body; 64 KiB if left out. */
  maxBytes?: number;
  /** The body is NDJSON, which the use case reads as it arrives: the schema of a line, for the documentation only. */
  lines?: z.ZodType;
  /** A body that works, for the documentation. If left out, one is made from the schema. */
  example?: unknown;
  /** The success response. A content type without a schema: any bytes. Neither: no body. */
  response: {
    status: number;
    body?: z.ZodType;
    contentType?: string;
    /** The other content types that the query can ask for. */
    otherContentTypes?: string[];
    description: string;
  };
  /** Errors that do not follow from the call's method, path, query and body. */
  errors?: DocumentedError[];
}

export interface DocumentedError {
  status: number;
  /** The stable code of its problem. */
  code: string;
  when: string;
}

/** A call that takes an API key. */
export interface Call extends PublicCall {
  permission: Permission;
  /** The key is a field of the body, like a password, and not a header. */
  keyIn?: "body";
}

import type { z } from "zod";
import type { Permission } from "../../scope/permissions";

/** A call that needs no API key. Routes, the OpenAPI document, the portal's reference and the access tests are made from calls. */
export interface PublicCall {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With OpenAPI's braces: /api/v1/webhooks/{webhookId} */
  path: string;
  /** A short title that begins with a verb. */
  summary: string;
  /** In Markdown. */
  description?: string;
  /** The schemas of the path's parameters, by name, for the documentation only; a parameter without one is documented as a UUID. */
  params?: Record<string, z.ZodType>;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Whether the body may be empty. */
  emptyBody?: boolean;
  /** The body carries an event's data: a number that JavaScript would change is read as a JsonNumber. */
  exactNumbers?: boolean;
  /** The size limit of the body in bytes; the default is 64 KiB. */
  maxBytes?: number;
  /** The schema of one line, for the documentation only. If set, the body is NDJSON, and the use case reads it as it arrives. */
  lines?: z.ZodType;
  /** A valid body, for the documentation. If omitted, an example is made from the schema. */
  example?: unknown;
  /** The success response. With a content type but no schema (`body`), its body can be any bytes; with neither, it has no body. */
  response: {
    status: number;
    body?: z.ZodType;
    contentType?: string;
    /** Other content types that the client can choose in the query. */
    otherContentTypes?: string[];
    description: string;
  };
  /** Errors to document besides those that are derived from the call's path, query, body and permission. */
  errors?: DocumentedError[];
}

export interface DocumentedError {
  status: number;
  /** The stable code, as in Problem. */
  code: string;
  when: string;
}

/** A call that requires an API key. */
export interface Call extends PublicCall {
  permission: Permission;
  /** The API key is sent in the body, as a password, instead of in a header. */
  keyIn?: "body";
  /** A portal link can make the call too, because its use case shows no more than the link's target (lib/scope/link-target.ts). */
  acceptsPortalLinks?: boolean;
}

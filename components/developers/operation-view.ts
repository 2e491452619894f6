/** What the reference shows of one call; made from the OpenAPI document. */
export interface OperationView {
  id: string;
  tag: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** Null: anybody may call it. */
  permission: string | null;
  /** How the key is sent along: as a bearer, as the password of Basic, or not in a header. */
  authentication: "apiKey" | "basic" | null;
  parameters: ParameterView[];
  body: { schema: SchemaView; example: string; required: boolean } | null;
  responses: ResponseView[];
  /** A command for sh that makes the call with its example. */
  curl: string;
}

export interface ParameterView {
  name: string;
  in: "path" | "query";
  required: boolean;
  schema: SchemaView;
}

export interface ResponseView {
  /** "200", "404", or "default". */
  status: string;
  description: string;
  contentType: string | null;
  schema: SchemaView | null;
}

/** JSON Schema, as far as it is shown. */
export interface SchemaView {
  [keyword: string]: unknown;
  type?: string | string[];
  description?: string;
  properties?: Record<string, SchemaView>;
  required?: string[];
  items?: SchemaView;
  additionalProperties?: boolean | SchemaView;
  anyOf?: SchemaView[];
  oneOf?: SchemaView[];
  enum?: unknown[];
}

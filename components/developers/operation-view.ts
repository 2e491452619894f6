/** An operation of the OpenAPI document, as the API reference shows it. */
export interface OperationView {
  id: string;
  tag: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** Null: no permission is required. */
  permission: string | null;
  /** How the API key is sent: as a bearer token, as the password of Basic authentication, or not at all. */
  authentication: "apiKey" | "basic" | null;
  parameters: ParameterView[];
  body: { schema: SchemaView; example: string; required: boolean } | null;
  responses: ResponseView[];
  /** A curl command for sh that calls the operation with its example body. */
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

/** A JSON Schema, with types for the keywords that the reference shows. */
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

import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "./fixtures";
import type { System } from "./system";

type Schema = Record<string, unknown>;

interface OpenApiOperation {
  operationId: string;
  parameters: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { example: unknown }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
  security: Record<string, string[]>[];
  "x-permission"?: string;
}
export interface DocumentedOperation extends OpenApiOperation {
  method: string;
  path: string;
}
export interface OpenApiDocument {
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, Schema> };
}

const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));

/** The OpenAPI document that the system serves, and all operations in it: the native API's and the adapters'. */
export async function fetchOpenApiDocument(
  system: System,
): Promise<{ document: OpenApiDocument; operations: DocumentedOperation[] }> {
  const document = (await (await fetch(`${system.url}/api/v1/openapi.json`)).json()) as OpenApiDocument;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  );
  return { document, operations };
}

export interface TextResponse {
  status: number;
  headers: Headers;
  text: string;
}

/** Makes a call with the first authentication that the document lists: Basic, a bearer token, or a password in the body. */
export async function sendRequest(
  system: System,
  { method, path, security, ...operation }: DocumentedOperation,
  given: {
    path?: string;
    query?: Record<string, string>;
    body?: unknown;
    key?: string;
    headers?: Record<string, string>;
  },
): Promise<TextResponse> {
  const key = given.key ?? system.apiKey;
  const [scheme] = security.flatMap(Object.keys);
  const basic = `Basic ${Buffer.from(`anybody:${key}`).toString("base64")}`;
  const authorization = { basic, apiKey: `Bearer ${key}` }[scheme ?? ""];
  const hasPasswordInBody =
    operation["x-permission"] !== undefined && !scheme && isObject(given.body) && "password" in given.body;
  const body = hasPasswordInBody ? { ...Object(given.body), password: key || "nobody's" } : given.body;
  const query = given.query ? `?${new URLSearchParams(given.query)}` : "";
  const response = await fetch(`${system.url}${given.path ?? path}${query}`, {
    method,
    headers: {
      ...(authorization ? { Authorization: authorization } : {}),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...given.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Checks a response against the documented content type and schema of its status. */
export function expectDocumentedResponse(
  { components }: OpenApiDocument,
  { operationId, responses }: OpenApiOperation,
  status: number,
  { status: actualStatus, headers, text }: TextResponse,
): void {
  const name = `${operationId} ${status}: ${text.slice(0, 500)}`;
  expect(actualStatus, name).toBe(status);
  const documentedResponse = responses[status];
  expect(documentedResponse, `${name} is documented`).toBeDefined();
  const [entry] = Object.entries(documentedResponse?.content ?? {});
  if (!entry) {
    expect(text, `${name}: no body is documented`).toBe("");
    return;
  }
  const [contentType, { schema }] = entry;
  if (contentType !== "*/*") expect(headers.get("content-type"), name).toContain(contentType);
  if (!schema) return;
  const validate = ajv.compile({ ...schema, components });
  validate(contentType.endsWith("json") ? JSON.parse(text) : text);
  expect(validate.errors, name).toBeNull();
}

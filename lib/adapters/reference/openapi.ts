import { z } from "zod";
import type { PublicCall } from "../endpoint/call";
import { type Adapter, adapters, type DocumentedCall, listDocumentedCalls } from "./adapters";
import { buildExample, type JsonSchema } from "./build-example";
import { describeErrorResponses } from "./error-responses";
import { errorShapes } from "./error-shapes";
import { makePortable } from "./portable-schema";

function toJsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => makePortable(jsonSchema as JsonSchema, io),
  });
  return rest as JsonSchema;
}

function describeParameters({ path, params, query }: PublicCall) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: params?.[name] ? toJsonSchema(params[name], "input") : { type: "string", format: "uuid" },
  }));
  const querySchema = query ? toJsonSchema(query, "input") : undefined;
  const inQuery = Object.entries(querySchema?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: "query",
    required: querySchema?.required?.includes(name) ?? false,
    schema: removeNull(schema),
  }));
  return [...inPath, ...inQuery];
}

/** A query parameter cannot be null. */
function removeNull(schema: JsonSchema): JsonSchema {
  if (!Array.isArray(schema.type)) return schema;
  const [only, ...others] = schema.type.filter((each) => each !== "null");
  return only && others.length === 0 ? { ...schema, type: only } : schema;
}

function describeRequestBody({ body, lines, emptyBody, example }: PublicCall) {
  if (lines) {
    const content = { "application/x-ndjson": { schema: toJsonSchema(lines, "input"), example } };
    return { requestBody: { required: true, content } };
  }
  if (!body) return {};
  const schema = toJsonSchema(body, "input");
  const content = { "application/json": { schema, example: example ?? buildExample(schema) } };
  return { requestBody: { required: !emptyBody, content } };
}

function describeSuccess({ response }: PublicCall) {
  const { status, body, contentType, otherContentTypes = [], description } = response;
  if (!body && !contentType) return { [status]: { description } };
  const content = { schema: body ? toJsonSchema(body, "output") : { type: "string", format: "binary" } };
  const contentTypes = [contentType ?? "application/json", ...otherContentTypes];
  return {
    [status]: { description, content: Object.fromEntries(contentTypes.map((type) => [type, content])) },
  };
}

/** Describes who can make the call, and at which other paths it is available. */
function describeCall({ call, permission, authentication, otherPaths }: DocumentedCall): string {
  const sentences = [
    permission === null ? "Public: no API key is needed." : `Requires the scope \`${permission}\`.`,
  ];
  if (permission !== null && authentication.length === 0) sentences.push("Send the API key as the password.");
  if (otherPaths.length > 0) {
    const paths = otherPaths.map((path) => `\`${call.method} ${path}\``).join(" and ");
    sentences.push(`Also available at ${paths}.`);
  }
  if ("acceptsPortalLinks" in call) sentences.push("A portal link can be sent in place of the API key.");
  if (call.description !== undefined) sentences.push(call.description);
  return sentences.join(" ");
}

function describeOperation(documented: DocumentedCall) {
  const { operationId, tag, adapter, call, permission, authentication } = documented;
  const isPublic = permission === null;
  return {
    operationId,
    tags: [tag],
    summary: call.summary,
    description: describeCall(documented),
    ...(isPublic ? {} : { "x-permission": permission }),
    security: authentication.map((scheme) => ({ [scheme]: [] })),
    parameters: describeParameters(call),
    ...describeRequestBody(call),
    responses: { ...describeSuccess(call), ...describeErrorResponses(call, isPublic, adapter.errors) },
  };
}

function describeTags(documented: readonly DocumentedCall[]) {
  const described = new Map(adapters.map(({ title, description }: Adapter) => [title, description]));
  return [...new Set(documented.map(({ tag }) => tag))].map((name) => {
    const description = described.get(name);
    return description === undefined ? { name } : { name, description };
  });
}

/** Builds the OpenAPI 3.1 document of all adapters, from the schemas by which the routes parse requests. */
export function buildOpenApi() {
  const documentedCalls = listDocumentedCalls();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const each of documentedCalls) {
    const { path, method } = each.call;
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(each) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Hookledger",
      version: "1",
      description:
        "Webhooks for lenders: send events, and Hookledger delivers them as signed webhooks and records every attempt. Strings must not contain U+0000 or unpaired surrogates. Request bodies must not be compressed. By default, deliveries are not ordered.",
      contact: { name: "The operator of this installation" },
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "This installation" }],
    tags: describeTags(documentedCalls),
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: {
          type: "http",
          scheme: "bearer",
          description: "An API key: Authorization: Bearer hl_...",
        },
        basic: {
          type: "http",
          scheme: "basic",
          description:
            "Any user name, and an API key as the password, for clients that use Basic authentication.",
        },
      },
      schemas: Object.fromEntries(
        Object.values(errorShapes).map(({ name, schema }) => [name, toJsonSchema(schema, "output")]),
      ),
    },
  };
}

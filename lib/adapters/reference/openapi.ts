import { z } from "zod";
import type { PublicCall } from "../endpoint/call";
import { type Adapter, adapters, allCalls, type DocumentedCall } from "./adapters";
import { errorResponses } from "./error-responses";
import { errorShapes } from "./error-shapes";
import { exampleOf, type JsonSchema } from "./example";
import { makePortable } from "./portable-schema";

function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => makePortable(jsonSchema as JsonSchema, io),
  });
  return rest as JsonSchema;
}

function parametersOf({ path, params, query }: PublicCall) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: params?.[name] ? schemaOf(params[name], "input") : { type: "string", format: "uuid" },
  }));
  const querySchema = query ? schemaOf(query, "input") : undefined;
  const inQuery = Object.entries(querySchema?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: "query",
    required: querySchema?.required?.includes(name) ?? false,
    schema: withoutNull(schema),
  }));
  return [...inPath, ...inQuery];
}

/** A query cannot say null. */
function withoutNull(schema: JsonSchema): JsonSchema {
  if (!Array.isArray(schema.type)) return schema;
  const [only, ...others] = schema.type.filter((each) => each !== "null");
  return only && others.length === 0 ? { ...schema, type: only } : schema;
}

function requestBodyOf({ body, emptyBody, example }: PublicCall) {
  if (!body) return {};
  const schema = schemaOf(body, "input");
  const content = { "application/json": { schema, example: example ?? exampleOf(schema) } };
  return { requestBody: { required: !emptyBody, content } };
}

function answerOf({ answer: { status, body, contentType, description } }: PublicCall) {
  if (!body && !contentType) return { [status]: { description } };
  const content = { schema: body ? schemaOf(body, "output") : { type: "string", format: "binary" } };
  return { [status]: { description, content: { [contentType ?? "application/json"]: content } } };
}

/** Who may call it, and where else it is answered. */
function words({ call, permission, signIn, otherPaths }: DocumentedCall): string {
  const scope =
    permission === null ? "Anybody may call it, without a key." : `Needs the scope \`${permission}\`.`;
  const key =
    permission !== null && signIn.length === 0 ? " The key comes in the body, as the password." : "";
  const also = otherPaths.map((path) => `\`${call.method} ${path}\``).join(" and ");
  const more = call.description === undefined ? "" : ` ${call.description}`;
  return `${scope}${key}${also && ` The same as ${also}.`}${more}`;
}

function operation(documented: DocumentedCall) {
  const { operationId, tag, adapter, call, permission, signIn } = documented;
  const open = permission === null;
  return {
    operationId,
    tags: [tag],
    summary: call.summary,
    description: words(documented),
    ...(open ? {} : { "x-permission": permission }),
    security: signIn.map((scheme) => ({ [scheme]: [] })),
    parameters: parametersOf(call),
    ...requestBodyOf(call),
    responses: { ...answerOf(call), ...errorResponses(call, open, adapter.rejections) },
  };
}

function tags(documented: readonly DocumentedCall[]) {
  const described = new Map(adapters.map(({ title, description }: Adapter) => [title, description]));
  return [...new Set(documented.map(({ tag }) => tag))].map((name) => {
    const description = described.get(name);
    return description === undefined ? { name } : { name, description };
  });
}

/** Every adapter as OpenAPI 3.1, made from the same schemas that the routes parse by. */
export function openapi() {
  const documented = allCalls();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const each of documented) {
    const { path, method } = each.call;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(each) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Hookledger",
      version: "1",
      description:
        "Webhooks for lenders: events in, signed notices out, every attempt written down. Text has no U+0000 and no half of a surrogate pair, and bodies are not compressed. The order of deliveries is not promised.",
      contact: { name: "The operator of this installation" },
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "This installation" }],
    tags: tags(documented),
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: {
          type: "http",
          scheme: "bearer",
          description: "An API key of the portal: Authorization: Bearer hl_...",
        },
        basic: { type: "http", scheme: "basic", description: "For the adapters whose clients sign in so." },
      },
      schemas: Object.fromEntries(
        Object.values(errorShapes).map(({ name, schema }) => [name, schemaOf(schema, "output")]),
      ),
    },
  };
}

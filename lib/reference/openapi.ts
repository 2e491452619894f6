import { z } from "zod";
import type { OpenCall } from "../api/call";
import { allCalls, type DocumentedCall, type Door, doors } from "./all-calls";
import { exampleOf, type JsonSchema } from "./example";
import { documentedRefusals } from "./refusals";

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string().describe("Stable: programs decide by it."),
  detail: z.string().describe("What is wrong and what to do, for people."),
  requestId: z.string().describe("Names the request in the log."),
  errors: z
    .array(z.object({ field: z.string(), code: z.string(), message: z.string() }))
    .optional()
    .describe("Each wrong field."),
});

function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest as JsonSchema;
}

function parametersOf({ path, params, query }: OpenCall) {
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
    schema,
  }));
  return [...inPath, ...inQuery];
}

function requestBodyOf({ body, emptyBody, example }: OpenCall) {
  if (!body) return {};
  const schema = schemaOf(body, "input");
  const content = { "application/json": { schema, example: example ?? exampleOf(schema) } };
  return { requestBody: { required: !emptyBody, content } };
}

function answerOf({ answer: { status, body, contentType = "application/json", description } }: OpenCall) {
  const content = body && { content: { [contentType]: { schema: schemaOf(body, "output") } } };
  return { [status]: { description, ...content } };
}

function operation({ operationId, tag, door, call, permission }: DocumentedCall) {
  const open = permission === null;
  return {
    operationId,
    tags: [tag],
    summary: call.summary,
    description: open ? "Anybody may call it, without a key." : `Needs the scope \`${permission}\`.`,
    ...(open ? {} : { "x-permission": permission }),
    security: open ? [] : door.signIn.map((scheme) => ({ [scheme]: [] })),
    parameters: parametersOf(call),
    ...requestBodyOf(call),
    responses: {
      ...answerOf(call),
      ...(door.problems
        ? documentedRefusals(call, open)
        : { default: { description: "Refused, in this system's own shape." } }),
    },
  };
}

function tags(documented: readonly DocumentedCall[]) {
  const described = new Map(doors.map(({ title, description }: Door) => [title, description]));
  return [...new Set(documented.map(({ tag }) => tag))].map((name) => {
    const description = described.get(name);
    return description === undefined ? { name } : { name, description };
  });
}

/** Every door as OpenAPI 3.1, made from the same schemas that the routes parse by. */
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
      description: "Webhooks for lenders: events in, signed notices out, every attempt written down.",
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
        basic: { type: "http", scheme: "basic", description: "For the doors whose clients sign in so." },
      },
      schemas: { Problem: schemaOf(problemSchema, "output") },
    },
  };
}

import { z } from "zod";
import type { Call } from "./call";
import { calls } from "./calls";

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })).optional(),
});

function schemaOf(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

function operation(name: string, call: Call) {
  const inPath = [...call.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => ({
    name: parameter,
    in: "path",
    required: true,
    schema: { type: "string", format: "uuid" },
  }));
  const querySchema = call.query ? schemaOf(call.query, "input") : undefined;
  const inQuery = Object.entries(querySchema?.properties ?? {}).map(([parameter, schema]) => ({
    name: parameter,
    in: "query",
    required: false,
    schema,
  }));
  const { status, body, description } = call.answer;
  return {
    operationId: name,
    summary: call.summary,
    description: `Needs the scope \`${call.permission}\`.`,
    parameters: [...inPath, ...inQuery],
    ...(call.body && {
      requestBody: {
        required: !call.emptyBody,
        content: { "application/json": { schema: schemaOf(call.body, "input") } },
      },
    }),
    responses: {
      [status]: {
        description,
        ...(body && { content: { "application/json": { schema: schemaOf(body, "output") } } }),
      },
      default: {
        description: "A problem (RFC 9457): `code` is stable, `detail` says what to do.",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** The native API as OpenAPI 3.1, made from the same schemas that the routes parse by. */
export function openapi() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, call] of Object.entries(calls as Record<string, Call>)) {
    paths[call.path] = { ...paths[call.path], [call.method.toLowerCase()]: operation(name, call) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Hookledger",
      version: "1",
      description: "Webhooks for lenders: events in, signed notices out, every attempt written down.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ apiKey: [] }],
    paths: {
      ...paths,
      "/api/v1/health": {
        get: {
          operationId: "health",
          summary: "Whether events can be taken",
          security: [],
          responses: {
            200: { description: "Yes." },
            503: { description: "The database cannot be reached." },
          },
        },
      },
    },
    components: {
      securitySchemes: { apiKey: { type: "http", scheme: "bearer" } },
      schemas: { Problem: schemaOf(problemSchema, "output") },
    },
  };
}

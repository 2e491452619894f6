import { expect, test } from "vitest";
import { z } from "zod";
import type { JsonSchema } from "./build-example";
import { buildOpenApi } from "./openapi";
import { makePortable } from "./portable-schema";

const toPortable = (schema: z.ZodType, io: "input" | "output" = "output") =>
  z.toJSONSchema(schema, { io, override: ({ jsonSchema }) => makePortable(jsonSchema as JsonSchema, io) });

test("the OpenAPI document contains nothing that client generators are known to fail on", () => {
  const keywords = new Set<string>();
  const collectKeywords = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (["prefixItems", "additionalItems"].includes(name)) keywords.add(name);
      if (name === "items" && typeof inner === "boolean") keywords.add("items: boolean");
      if (name === "type" && inner === "null") keywords.add("type: null");
      if (name === "default" && inner === null) keywords.add("default: null");
      if (name === "pattern" && /\\[pPu]/.test(String(inner))) keywords.add(`pattern: ${inner}`);
      collectKeywords(inner);
    }
  };
  collectKeywords(buildOpenApi());
  expect([...keywords]).toEqual([]);
});

test("every pattern means the same in engines with and without Unicode classes", () => {
  const { pattern } = toPortable(z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u)) as { pattern: string };
  for (const flags of ["", "u"]) {
    const expression = new RegExp(pattern, flags);
    expect(["plain", "Grüße 😀", "a\u0007b", "a\u0085b"].map((text) => expression.test(text))).toEqual([
      ...[true, true, false, false],
    ]);
  }
});

test("request schemas forbid U+0000 in text", () => {
  expect(toPortable(z.string(), "input")).toMatchObject({ pattern: "^[^\\x00]*$" });
  expect(toPortable(z.string())).not.toHaveProperty("pattern");
  expect(toPortable(z.uuid(), "input").pattern).toContain("[0-9a-fA-F]");
});

test("null becomes a second type of a nullable schema, and of the first member of a nullable union; a tuple becomes an array of fixed length", () => {
  expect(toPortable(z.string().max(9).nullable())).toMatchObject({ type: ["string", "null"], maxLength: 9 });
  expect(toPortable(z.enum(["a", "b"]).nullable())).toMatchObject({ enum: ["a", "b", null] });
  expect(toPortable(z.object({ a: z.string() }).nullable())).toMatchObject({
    type: ["object", "null"],
    required: ["a"],
  });
  expect(toPortable(z.union([z.string().max(9), z.object({})]).nullable())).toMatchObject({
    anyOf: [{ type: ["string", "null"] }, { type: "object" }],
  });
  expect(toPortable(z.tuple([z.int(), z.int()]))).toMatchObject({
    ...{ type: "array", items: { type: "integer" }, minItems: 2, maxItems: 2 },
  });
  expect(toPortable(z.tuple([z.int(), z.string()])).items).toMatchObject({
    anyOf: [{ type: "integer" }, { type: "string" }],
  });
});

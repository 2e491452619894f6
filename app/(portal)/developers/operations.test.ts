import { expect, test } from "vitest";
import { buildOpenApi } from "@/lib/adapters/reference/openapi";
import { filterOperations, groupByTag, listOperations } from "./operations";

const operations = listOperations(buildOpenApi(), "https://hooks.example");

test("every operation in the OpenAPI document is listed once, with its example and responses", () => {
  const count = Object.values(buildOpenApi().paths).flatMap((path) => Object.keys(path)).length;
  expect(operations).toHaveLength(count);
  const event = operations.find(({ id }) => id === "postEvent");
  expect(event).toMatchObject({
    method: "POST",
    path: "/api/v1/events",
    permission: "events:write",
    tag: "Events",
  });
  expect(JSON.parse(event?.body?.example ?? "")).toMatchObject({ type: "PaymentReversed" });
  expect(event?.responses.map(({ status }) => status)).toEqual([
    ...["202", "400", "401", "403", "409", "413", "415", "422", "429", "503", "default"],
  ]);
});

test("an operation matches if it contains every word of the filter, in any order", () => {
  const ids = (text: string) => filterOperations(operations, text).map(({ id }) => id);
  expect(ids("POST rotate-key")).toEqual(["rotateKey"]);
  expect(ids("metrics:read")).toEqual(["metrics"]);
  expect(ids("nothing-of-the-kind")).toEqual([]);
  expect(ids("")).toHaveLength(operations.length);
});

test("each tag is listed once, with all of its operations", () => {
  const tags = groupByTag(buildOpenApi(), operations);
  expect(new Set(tags.map(({ name }) => name)).size).toBe(tags.length);
  expect(tags.flatMap((tag) => tag.operations)).toHaveLength(operations.length);
  expect(tags.find(({ name }) => name === "Plexe")?.description).toContain("partner API");
  expect(
    groupByTag(buildOpenApi(), filterOperations(operations, "rotate-key")).map(({ name }) => name),
  ).toEqual(["Webhooks"]);
});

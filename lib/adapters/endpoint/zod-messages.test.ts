import { expect, test } from "vitest";
import { z } from "zod";
import { parseInput } from "./read-fields";

const schema = z.strictObject({
  name: z.string().max(5).optional(),
  owner: z.guid().optional(),
  own: z.string("Enter it.").optional(),
  changes: z
    .record(z.string(), z.strictObject({ from: z.unknown().optional(), to: z.unknown().optional() }))
    .optional(),
  must: z.array(z.string()).optional(),
});

test.each([
  [null, "(body): Send an object, not null."],
  [{ name: 5 }, "name: Send a string, not a number."],
  [{ name: "longer" }, "name: Send at most 5 characters."],
  [{ owner: "Fernhollow" }, "owner: Send a GUID, such as 7c1f8a2e-94b0-4d7e-8a55-21c1d1f0a901."],
  [{ own: 5 }, "own: Enter it."],
  [{ must: {} }, "must: Send an array, not an object."],
  [
    { changes: { status: { old: 1, new: 2 } } },
    'changes.status: Unknown field: "old", "new". Supported fields: from, to.',
  ],
])("%j is rejected: %s", (value, message) => {
  expect(() => parseInput(schema, value)).toThrow(message);
});

test("a missing field is reported as required", () => {
  expect(() => parseInput(z.object({ type: z.string() }), {})).toThrow("type: Required. Send a string.");
});

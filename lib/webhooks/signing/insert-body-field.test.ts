import { expect, test } from "vitest";
import { CannotRender } from "../../dialects/dialect";
import { insertBodyField } from "./insert-body-field";

const insert = (body: string) => insertBodyField(Buffer.from(body), "routing_key", 'k"1').toString();

test.each([
  ['{"amount":120.50}', '{"amount":120.50,"routing_key":"k\\"1"}'],
  ["{}", '{"routing_key":"k\\"1"}'],
  ["\n{ \t}\n", '\n{ \t"routing_key":"k\\"1"}\n'],
  ['{"a":{}}', '{"a":{},"routing_key":"k\\"1"}'],
])("%j becomes %j", (body, expected) => {
  expect(insert(body)).toBe(expected);
});

test("the added field replaces a field of the same name", () => {
  expect(JSON.parse(insert('{"routing_key":"of the event"}'))).toEqual({ routing_key: 'k"1' });
});

test.each(["", "{", "}", "[]", "null", "a=1", "<a/>", '"{}"'])(
  "%j is rejected, because it is not a JSON object",
  (body) => {
    expect(() => insert(body)).toThrow(CannotRender);
  },
);

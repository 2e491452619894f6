import { expect, test } from "vitest";
import { curlEvent } from "./curl-event";

test("the body reaches the shell as one word, whatever is in it", () => {
  const command = curlEvent("http://localhost:3000", {
    type: "T",
    entityId: "O'Hara",
    data: { amount: 1.5 },
  });
  expect(command.split("\n")).toEqual([
    "curl -s http://localhost:3000/api/v1/events \\",
    '  -H "Authorization: Bearer $KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"type":"T","entityId":"O'\\''Hara","data":{"amount":1.5}}'`,
  ]);
});

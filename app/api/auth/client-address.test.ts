import { expect, test } from "vitest";
import { clientAddress } from "./client-address";

test("only the entry of the nearest server counts", () => {
  expect(clientAddress("10.1.1.1, 203.0.113.7")).toBe("203.0.113.7");
  expect(clientAddress("2001:db8::1")).toBe("2001:db8::1");
});

test.each([null, undefined, "", " ", "203.0.113.7,"])("%j names none", (header) => {
  expect(clientAddress(header)).toBeNull();
});

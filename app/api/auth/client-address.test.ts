import { expect, test } from "vitest";
import { readClientAddress } from "./client-address";

test("the client's address is the last entry of X-Forwarded-For, which the nearest server wrote", () => {
  expect(readClientAddress("10.1.1.1, 203.0.113.7")).toBe("203.0.113.7");
  expect(readClientAddress("2001:db8::1")).toBe("2001:db8::1");
});

test.each([null, undefined, "", " ", "203.0.113.7,"])("the header %j yields no address", (header) => {
  expect(readClientAddress(header)).toBeNull();
});

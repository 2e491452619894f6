import { expect, test } from "vitest";
import { checkCustomHeaders } from "./check-headers";

test.each([
  "Authorization",
  "X-Api-Key",
  "Cookie",
  "User-Agent",
  "Accept",
  "Fineract-Platform-TenantId",
  "X-A!#$%&'*+-.^_`|~9",
])("%s can be set", (name) => {
  expect(checkCustomHeaders({ [name]: "a value; with=signs" })).toEqual({ ok: true });
});

test.each([
  "Host",
  "HOST",
  "connection",
  "Keep-Alive",
  "Proxy-Authorization",
  "proxy-connection",
  "TE",
  "Trailer",
  "Transfer-Encoding",
  "Upgrade",
  "Expect",
  "Content-Type",
  "content-length",
  "Content-Encoding",
  "webhook-id",
  "Webhook-Signature",
  "X-PL-Signature",
  "x-hookledger-attempt",
  "abp-webhook-signature",
  "X-Embarc-Signature",
])("%s cannot be set", (name) => {
  expect(checkCustomHeaders({ Fine: "yes", [name]: "x" })).toMatchObject({ ok: false, name });
});

test.each(["", " ", "a b", "a:b", "a\r\nb", "ä", "a\0", "(a)", "a".repeat(101)])(
  "%j is not a valid header name",
  (name) => {
    expect(checkCustomHeaders({ [name]: "x" })).toMatchObject({ ok: false, name });
  },
);

test.each(["a\r\nX-Evil: 1", "a\n", "a\r", "a\0b", "a\tb", "\x7f", "\x1b[0m", "é", "日本", "a".repeat(4097)])(
  "%j is not a valid header value",
  (value) => {
    expect(checkCustomHeaders({ "X-Value": value })).toMatchObject({ ok: false, name: "X-Value" });
  },
);

test("values at the limits are valid", () => {
  expect(checkCustomHeaders({ ["n".repeat(100)]: "v".repeat(4096), Empty: "" })).toEqual({ ok: true });
});

test("twenty headers are valid, twenty-one are not", () => {
  const makeHeaders = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`X-${i + 1}`, "v"]));
  expect(checkCustomHeaders(makeHeaders(20))).toEqual({ ok: true });
  expect(checkCustomHeaders(makeHeaders(21))).toMatchObject({ ok: false, name: "X-21" });
});

test("a name that differs from an earlier one only in upper and lower case is rejected", () => {
  expect(checkCustomHeaders({ "X-Key": "1", "x-key": "2" })).toMatchObject({ ok: false, name: "x-key" });
});

test("a header named __proto__ is an ordinary header", () => {
  expect(checkCustomHeaders(JSON.parse('{"__proto__": "x"}'))).toEqual({ ok: true });
});

import { expect, test } from "vitest";
import { JsonNumber } from "../../json/json-number";
import { encodeForm } from "./form-body";

test("a form keeps the exact value of a number that a Java double cannot hold", () => {
  const given = {
    a: new JsonNumber("120.50"),
    b: new JsonNumber("9007199254740993"),
    c: new JsonNumber("-0"),
  };
  const encode = (style: "fineract" | "dotted") =>
    Object.fromEntries(new URLSearchParams(encodeForm(given, style)));
  expect(encode("fineract")).toEqual({ a: "120.5", b: "9007199254740993", c: "-0.0" });
  expect(encode("dotted")).toEqual({ a: "120.50", b: "9007199254740993", c: "-0" });
});

test("a form's values are written like Java's toString()", () => {
  const values = {
    a: 0,
    b: -2.5,
    c: 1e7,
    d: 12_345_678.9,
    e: 0.0001,
    f: [1, "x", null, { y: true }],
    g: null,
  };
  expect(Object.fromEntries(new URLSearchParams(encodeForm(values, "fineract")))).toEqual({
    a: "0.0",
    b: "-2.5",
    c: "1.0E7",
    d: "1.23456789E7",
    e: "1.0E-4",
    f: "[1.0, x, null, {y=true}]",
  });
});

test("a field that is null is omitted at any depth, as by Gson; a null in a list is kept", () => {
  const body = { a: null, request: { b: null, c: [null, { d: null }] } };
  expect(new URLSearchParams(encodeForm(body, "fineract")).toString()).toBe(
    new URLSearchParams({ request: "{c=[null, {}]}" }).toString(),
  );
  expect(encodeForm(body, "dotted")).toBe("");
});

// The characters of OkHttp's HttpUrl.FORM_ENCODE_SET, which FormBody escapes, and "+" and "%".
test("a form escapes the same characters as OkHttp", () => {
  const escaped = ` "':;<=>@[]^\`{}|/\\?#&!$(),~+%é`;
  const hex = [...Buffer.from(escaped)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`);
  const body = encodeForm({ a: escaped, b: "aZ09-._*" }, "fineract");
  expect(body).toBe(`a=${hex.join("")}&b=aZ09-._*`);
});
